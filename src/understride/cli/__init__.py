"""The command line: arguments, one call, one print. Commands are imported when they are called."""

from understride.cli.group import main, run

__all__ = ["main", "run"]
