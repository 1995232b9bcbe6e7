"""``python -m perfgym``."""

from perfgym.cli import main

if __name__ == "__main__":
    main()
