"""`python -m bot` is the `kpi` command."""

from bot.cli import run

if __name__ == "__main__":
    run()
