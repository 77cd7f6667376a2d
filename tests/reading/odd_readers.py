"""Readers that do what files are told to do; a module, so that worker processes find it."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from attrs import frozen

from kejifupin.errors import UnknownNameError
from kejifupin.forms.reading import FormReading
from kejifupin.records.kinds import RecordKind
from kejifupin.terms.issues import Issue, Severity
from kejifupin.terms.origins import Place

KINDS: dict[str, RecordKind] = {}


@frozen
class OddReader:
    """Does what stands in a file; what it says of the others is what stands there."""

    trail: str = ""
    """A file to which the names of the files read are added."""

    @property
    def kinds(self):
        return KINDS

    def key(self, name, sha256):
        return sha256

    def __call__(self, given):
        if given.content is None:
            return FormReading(given.name, (), (given.issue,))
        if self.trail:
            with Path(self.trail).open("a", encoding="utf-8") as trail:
                trail.write(f"{given.name}\n")
        words = given.content.decode()
        match words.split()[0] if words.strip() else "":
            case "hang":
                while True:
                    time.sleep(3600)
            case "spin":
                while True:
                    pass
            case "exit":
                os._exit(0)
            case "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            case "raise":
                raise ValueError(words)
            case "wrong":
                raise UnknownNameError("form", "x")
            case "print":
                print("not an answer")
                os.write(1, b"\0\0\0\0\0\0\0\1not an answer either")
                sys.stdout.flush()
            case "slow":
                time.sleep(float(words.split()[1]))
            case "slow_if_new" if "first" in given.name:
                time.sleep(0.4)
        said = Issue("said.so", words, Severity.INFO, Place(given.name))
        return FormReading(given.name, (), (said,))


class UnpackableReader(OddReader):
    """Cannot go to another process."""

    def __reduce__(self):
        raise TypeError("cannot pickle what is open here")


@frozen
class FailingReader(OddReader):
    """Cannot be made in another process."""

    def __reduce__(self):
        return _fail, ()


def _fail():
    raise LookupError("this is no place for a reader")


@frozen
class DyingReader(OddReader):
    """Ends every process that is to make it."""

    def __reduce__(self):
        return os._exit, (7,)
