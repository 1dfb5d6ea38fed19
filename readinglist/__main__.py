"""`python -m readinglist` is the same program."""

from readinglist.cli import main

if __name__ == "__main__":
    main()
