"""``python -m course`` does what ``course`` does."""

from course.cli import main

if __name__ == "__main__":
    main()
