"""Files that officers upload: read from a temporary place that is gone at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

from sanding.base import BadInput, Fault
from sanding.base.fault_kinds import FaultKind
from sanding.exchange import read_register, read_workbook, write_template
from sanding.exchange.mapping import load_mapping
from sanding.exchange.real_name import read_real_name
from sanding.register import Register

SUFFIXES = (".xlsx", ".zip")
LONGEST_NAME = 60  # characters; a file system counts bytes


@dataclass(frozen=True, slots=True)
class FaultLine:
    """One fault as an officer reads it (数据错误): where, what is wrong, what to do."""

    sheet: str
    row: int | None
    column: str
    what: str
    remedy: str


class Refused(Exception):
    """A file that cannot be taken in; `lines` are all its faults, and nothing of it was kept."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Hold the faults as lines."""
        self.lines = tuple(fault_line(one) for one in faults)
        super().__init__("\n".join(str(one) for one in faults))


def fault_line(fault: Fault) -> FaultLine:
    """Return a fault as a line of a screen; what is wrong and what to do stand parted by ；."""
    what, _mark, remedy = str(fault.message).partition("；")
    return FaultLine(fault.sheet or "", fault.row, fault.column or "", what, remedy)


def read_file(name: str, chunks: Iterable[bytes], *, otherwise: date | None = None) -> Register:
    """Return the register in an uploaded workbook (.xlsx) or zipped folder of Parquet (.zip).

    A workbook that names no day speaks for `otherwise`. Raises `Refused` with every fault.
    """
    with _on_disk(name, chunks) as path:
        if path.suffix.lower() == ".zip":
            return read_register(path)
        return read_workbook(path, otherwise=otherwise)


def read_list(
    name: str, chunks: Iterable[bytes], *, register: Register | None, county: str, day: date,
    mapping: bytes | None = None,
) -> tuple[Register, tuple[FaultLine, ...]]:  # fmt: skip
    """Return the register with its people brought up to date by an office's own list, and notes.

    Headings and values are read by `mapping` (YAML), else by the common vocabulary. Who is not
    listed stays and is noted. Raises `Refused` with every fault.
    """
    with _on_disk(name, chunks) as path:
        chosen = None
        if mapping is not None:
            saved = path.with_name("mapping.yaml")
            saved.write_bytes(mapping)
            chosen = load_mapping(saved)
        done = read_real_name(path, chosen, register=register, county=county, day=day)
    return done.register, tuple(fault_line(one) for one in done.notes)


@contextmanager
def _on_disk(name: str, chunks: Iterable[bytes]) -> Iterator[Path]:
    """The file in a folder of its own that is gone afterwards; what is bad in it is `Refused`."""
    safe = re.sub(r"[^\w.\-（）()]", "_", Path(name).name)[-LONGEST_NAME:].lstrip(".") or "file"
    if Path(safe).suffix.lower() not in SUFFIXES:
        message = _("{file} 不是 .xlsx 工作簿或 .zip 台账包；请换一个文件").format(file=name)
        raise Refused([Fault(FaultKind.UNREADABLE, message)])
    with TemporaryDirectory(prefix="sanding-") as folder:
        path = Path(folder) / safe
        with path.open("wb") as file:
            file.writelines(chunks)
        try:
            yield path
        except BadInput as refusal:
            raise Refused(refusal.faults) from None


def template() -> bytes:
    """Return an empty workbook to fill in."""
    with TemporaryDirectory(prefix="sanding-") as folder:
        path = Path(folder) / "template.xlsx"
        write_template(path)
        return path.read_bytes()
