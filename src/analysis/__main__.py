"""`python -m analysis` is `ducha`."""

from analysis.cli import main

if __name__ == "__main__":
    main()
