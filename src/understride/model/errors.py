"""What can go wrong in a way that a person can mend.

UnderstrideError          one sentence, exit code 2, no traceback
├── RecordingError        a file that cannot be used
└── RequestError          a wish that cannot be carried out (an unknown region, options that exclude each other)

Anything else that is raised is our own mistake and shows its traceback.
"""

from __future__ import annotations


class UnderstrideError(Exception):
    """Something a person can mend: one sentence that says what was found, what is needed and what to do."""

    found: str
    needed: str
    do: str


class RecordingError(UnderstrideError):
    """A file that cannot be used.

    file: its name (never its path), found: what it holds, needed: what would be usable, do: the next step,
    a whole sentence.
    """

    def __init__(self, file: str, *, found: str, needed: str, do: str) -> None:
        super().__init__(f"{file}: {found}; needed: {needed}. {do}")
        self.file, self.found, self.needed, self.do = file, found, needed, do


class RequestError(UnderstrideError):
    """A wish that cannot be carried out; the words are those of `RecordingError` without a file."""

    def __init__(self, *, found: str, needed: str, do: str) -> None:
        super().__init__(f"{found}; needed: {needed}. {do}")
        self.found, self.needed, self.do = found, needed, do
