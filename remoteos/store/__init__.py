"""The user's file: atomic storage under TinyDB, commits, undo, archive, backups, migrations."""
