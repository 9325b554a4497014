"""The register on disk: Parquet per table and `register.json`, as a folder or a .zip.

Written beside its place and renamed into it, so that nobody ever finds half a register. The same
register gives the same bytes. A nation is a folder of counties, read lazily.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import zipfile
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import polars as pl

from sanding.base import BadInput, _
from sanding.base.fault_kinds import FaultKind
from sanding.exchange.sheets import MOST_BYTES, file_bytes, refused
from sanding.plan.apply import JOURNAL as HEAD_OF_ENTRY
from sanding.plan.diff import ADD, CHANGE, REMOVE
from sanding.plan.diff import SCHEMA as DIFFERENCE
from sanding.register import CLAIMS, SCHEMA_VERSION, TABLES, Register, Table

CARD = "register.json"
JOURNAL = "journal"
ROW_GROUP = 250_000
EPOCH = (1980, 1, 1, 0, 0, 0)
LARGEST_CARD = 1 << 20


def write_register(register: Register, path: Path) -> None:
    """Write a register as a folder, or as a .zip if `path` says so; replaces an older one."""
    files = _files(register)
    if path.suffix.lower() == ".zip":
        put_in_place(_zipped(files), path, own=())
    else:
        put_in_place(files, path, own=_wanted())


def put_in_place(data: bytes | Mapping[str, bytes], path: Path, *, own: Collection[str]) -> None:
    """Write a file or a folder of files: beside its place, then renamed into it.

    Replaces a file, or a folder with nothing in it but names of `own`; refuses any other.
    """
    path = path if path.name else path.resolve()
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    old = path.with_name(f".{path.name}.{os.getpid()}.old")
    if path.is_dir() == isinstance(data, bytes) and path.exists():
        raise _refused(_("{file} 已存在且形式不同；请换一个名字").format(file=path.name))
    if path.is_dir() and not {file.name for file in path.iterdir()} <= set(own):
        message = _("{folder} 里有别的内容，未作任何改动；请换一个文件夹")
        raise _refused(message.format(folder=path.name))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(data, bytes):
            partial.write_bytes(data)
            partial.replace(path)
        else:
            partial.mkdir()
            for name, content in data.items():
                (partial / name).write_bytes(content)
            if path.exists():
                path.rename(old)
            partial.rename(path)
    except OSError as error:
        if old.exists() and not path.exists():
            old.rename(path)
        message = _("无法写入 {file}（{reason}）；请核对文件夹和权限")
        raise _refused(message.format(file=path.name, reason=error.strerror)) from None
    finally:
        _removed(partial)
        _removed(old)


def read_register(path: Path) -> Register:
    """Return the register at `path`; raise BadInput with one fault if it is none or not whole."""
    files = _folder_files(path) if os.path.isdir(path) else _zip_files(path)
    card = _card(path, files)
    frames = {table.name: _frame(path, files, table) for table in TABLES.values()}
    try:
        register = Register.of(frames, day=date.fromisoformat(card["day"]))
        claims = _frame(path, files, CLAIMS) if f"{CLAIMS.name}.parquet" in files else None
        if claims is not None:
            register = replace(register, claims=CLAIMS.conform(claims))
        if f"{JOURNAL}.parquet" in files:
            register = replace(register, journal=_journal(path, files))
    except (ValueError, pl.exceptions.PolarsError):
        raise _damaged(path, _("列与本版本不符")) from None
    if register.hash != card["hash"]:
        raise _damaged(path, _("内容与登记的校验值不一致"))
    return register


@dataclass(frozen=True)
class Scanned:
    """Tables on disk, read as they are asked for."""

    frames: Mapping[str, pl.LazyFrame]

    def __getitem__(self, table: str) -> pl.LazyFrame:
        """Return the rows of `table`, lazily."""
        return self.frames[table]


def scan_register(path: Path) -> Scanned:
    """Return the tables at `path` without reading them.

    Takes TABLE.parquet, TABLE/*.parquet, or a folder of counties with either in each; a .zip is
    read whole. Raises BadInput if there is no table at all.
    """
    if os.path.isfile(path):
        register = read_register(path)
        return Scanned({name: register[name] for name in TABLES})
    found = {table.name: _table_files(path, table.name) for table in (*TABLES.values(), CLAIMS)}
    if not any(found.values()):
        message = _("{folder} 不是台账文件夹：没有 Parquet 表；请核对路径")
        raise _refused(message.format(folder=path))
    tables = {**TABLES, CLAIMS.name: CLAIMS}
    return Scanned({name: _scanned(tables[name], files) for name, files in found.items()})


def _table_files(path: Path, name: str) -> list[Path]:
    patterns = (f"{name}.parquet", f"{name}/*.parquet", f"*/{name}.parquet", f"*/{name}/*.parquet")
    for pattern in patterns:
        files = sorted(file for file in path.glob(pattern) if not file.parent.name.startswith("."))
        if files:
            return files
    return []


def _scanned(table: Table, files: list[Path]) -> pl.LazyFrame:
    if not files:
        return table.empty().lazy()
    rows = pl.scan_parquet(files, missing_columns="insert", extra_columns="ignore")
    try:
        there = rows.collect_schema()
    except (pl.exceptions.PolarsError, OSError):
        raise _damaged(files[0], _("不是 Parquet 文件")) from None
    if there == table.schema:
        return rows
    return rows.select(
        (pl.col(c.name) if c.name in there else pl.lit(None)).cast(c.dtype).alias(c.name)
        for c in table.columns
    )


def _files(register: Register) -> dict[str, bytes]:
    files = {f"{name}.parquet": _bytes(register.frame(name)) for name in TABLES}
    files[f"{CLAIMS.name}.parquet"] = _bytes(CLAIMS.conform(register.claims))
    if register.journal is not None:
        files[f"{JOURNAL}.parquet"] = _bytes(register.journal)
    card = {
        "schema_version": SCHEMA_VERSION,
        "counties": register.counties,
        "day": register.day.isoformat(),
        "hash": register.hash,
    }
    files[CARD] = (json.dumps(card, ensure_ascii=False, indent=2) + "\n").encode()
    return files


def _bytes(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.rechunk().write_parquet(buffer, compression="zstd", row_group_size=ROW_GROUP)
    return buffer.getvalue()


def _zipped(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, files[name])
    return buffer.getvalue()


def _removed(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _wanted() -> list[str]:
    return [CARD, *(f"{name}.parquet" for name in (*TABLES, CLAIMS.name, JOURNAL))]


def _folder_files(path: Path) -> dict[str, bytes]:
    return {name: file_bytes(path / name) for name in _wanted() if (path / name).is_file()}


def _zip_files(path: Path) -> dict[str, bytes]:
    data = file_bytes(path)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = {entry.filename: entry for entry in archive.infolist()}
            wanted = [name for name in _wanted() if name in entries]
            if sum(entries[name].file_size for name in wanted) > MOST_BYTES:
                message = _("{file} 过大或压缩异常，拒绝展开；请核对文件")
                raise _refused(message.format(file=path.name))
            return {name: archive.read(name) for name in wanted}
    except zipfile.BadZipFile:
        message = _("{file} 不是台账文件，或压缩包不完整；请重新导出")
        raise _refused(message.format(file=path.name)) from None
    except (OSError, EOFError, ValueError, RuntimeError, zlib.error):
        raise _damaged(path, _("压缩包无法展开")) from None


def _card(path: Path, files: Mapping[str, bytes]) -> dict[str, str]:
    if CARD not in files:
        message = _("{file} 不是台账：没有 {card}；请核对路径")
        raise _refused(message.format(file=path.name, card=CARD))
    try:
        if len(files[CARD]) > LARGEST_CARD:
            raise ValueError
        card = json.loads(files[CARD])
        version = card["schema_version"]
        date.fromisoformat(card["day"])
        if not isinstance(version, int) or not isinstance(card["hash"], str):
            raise ValueError
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _damaged(path, _("{file} 无法解析").format(file=CARD)) from None
    if version != SCHEMA_VERSION:
        newer = version > SCHEMA_VERSION
        advice = _("请升级本软件") if newer else _("请用写出它的版本导出工作簿再导入")
        message = _("{file} 的台账格式是第 {version} 版，本软件读第 {known} 版；{advice}")
        raise _refused(
            message.format(file=path.name, version=version, known=SCHEMA_VERSION, advice=advice)
        )
    return {"day": card["day"], "hash": card["hash"]}


def _frame(path: Path, files: Mapping[str, bytes], table: Table) -> pl.DataFrame:
    name = f"{table.name}.parquet"
    if name not in files and table.optional:
        return table.empty()
    if name not in files:
        raise _damaged(path, _("缺少 {file}").format(file=name))
    return _parquet(path, files, name)


def _parquet(path: Path, files: Mapping[str, bytes], name: str) -> pl.DataFrame:
    try:
        return pl.read_parquet(io.BytesIO(files[name]))
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # a panic of the reader is no Exception
        raise _damaged(path, _("{file} 无法解析").format(file=name)) from None


def _journal(path: Path, files: Mapping[str, bytes]) -> pl.DataFrame:
    """What was applied; it lies outside the register's hash, so its shape is checked here."""
    name = f"{JOURNAL}.parquet"
    journal = _parquet(path, files, name)
    told = {**HEAD_OF_ENTRY, **DIFFERENCE}
    if dict(journal.schema) != told:
        raise _damaged(path, _("{file} 的列不对").format(file=name))
    empty = pl.all_horizontal(pl.col(one).is_null() for one in DIFFERENCE)  # it changed nothing
    cells = journal.filter(~empty)
    wrong = (
        journal.select(list(HEAD_OF_ENTRY)).null_count().sum_horizontal()[0] > 0
        or not set(cells["op"].unique()) <= {ADD, REMOVE, CHANGE}
        or not all(
            table in TABLES and column in TABLES[table].column
            for table, column in cells.select("table", "column").unique().rows()
        )
        or not all(_is_key(*row) for row in cells.select("table", "key").unique().rows())
    )
    if wrong:
        raise _damaged(path, _("{file} 的内容不对").format(file=name))
    return journal


def _is_key(table: str, key: str | None) -> bool:
    """Whether `key` is the JSON list of the table's key columns, as texts."""
    try:
        told = json.loads(key or "")
    except (ValueError, RecursionError):
        return False
    return (
        isinstance(told, list)
        and len(told) == len(TABLES[table].key)
        and all(one is None or isinstance(one, str) for one in told)
    )


def _refused(message: str) -> BadInput:
    return refused(FaultKind.UNREADABLE, message)


def _damaged(path: Path, why: str) -> BadInput:
    message = _("{file} 的台账已损坏（{why}）；请用备份或重新导出")
    return _refused(message.format(file=path.name, why=why))
