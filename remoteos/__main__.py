"""Run the command line with ``remoteos`` or ``python -m remoteos``."""


def main() -> None:
    """Run the command line; Ctrl-C while it is still being loaded ends quietly too."""
    try:
        from remoteos.cli.main import main as run
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    run()


if __name__ == "__main__":
    main()
