"""Run the command line with ``python -m remoteos``."""

from remoteos.cli.main import main

if __name__ == "__main__":
    main()
