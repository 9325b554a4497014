"""`sanding serve`: the workbench on this machine, from an empty folder to a page."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Optional
from uuid import UUID, uuid5

import typer

from sanding.base import _

SEED = UUID("5f0f7c3e-2a0b-4c39-9a3e-0d8d2b8b6a11")  # repeated, the first loading does nothing
THREADS = 8


def serve(
    home: Annotated[Path, typer.Option(help="工作台的数据文件夹")] = Path("workbench"),
    port: Annotated[int, typer.Option(help="端口")] = 8000,
    host: Annotated[str, typer.Option(help="监听地址；默认只限本机")] = "127.0.0.1",
    demonstration: Annotated[
        Optional[Path],  # noqa: UP045 - typer reads it at run time
        typer.Option(help="演示：载入一个案卷（sanding demo 的结果）并设演示账号"),
    ] = None,
    prepare: Annotated[bool, typer.Option("--prepare", help="只准备数据，不启动")] = False,
) -> None:
    """启动网页工作台。"""
    os.environ["SANDING_HOME"] = str(home.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanding_web.settings.development")
    home.mkdir(parents=True, exist_ok=True)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    if demonstration is not None:
        _demonstrate(demonstration)
    if prepare:
        return
    print(
        _("工作台：http://{host}:{port}　（按 Ctrl+C 停止）").format(host=host, port=port),
        flush=True,
    )
    words = ["gunicorn", "sanding_web.wsgi:application", "--bind", f"{host}:{port}",
             "--worker-class", "gthread", "--threads", str(THREADS), "--timeout", "120",
             "--log-level", "warning"]  # fmt: skip
    # this process becomes the server, so that an interrupt is its own
    os.execv(sys.executable, [sys.executable, "-m", *words])  # noqa: S606


def _demonstrate(dossier: Path) -> None:
    """Load a dossier's register and plan once, and make the demonstration accounts."""
    from django.core.management import call_command
    from django.utils.timezone import localdate, now

    from sanding.exchange import read_register
    from sanding_web.accounts.access import actor_of
    from sanding_web.accounts.models import Officer
    from sanding_web.planning import actions as planning
    from sanding_web.planning.models import Draft
    from sanding_web.registers import actions as registers
    from sanding_web.registers.models import County

    register = read_register(dossier / "before")
    (county,) = register.counties
    call_command("demonstration", county=county)
    at = now()
    by = actor_of(Officer.objects.get(username="chen"), on=localdate(at))
    if not County.objects.filter(code=county).exists():
        once = uuid5(SEED, f"register {register.hash}")
        registers.put_in(register, reason=_("载入示例台账"), by=by, at=at, once=once)
    if not Draft.objects.filter(county_id=county).exists():
        text = (dossier / "plan.yaml").read_text(encoding="utf-8")
        planning.take_in(county=county, text=text, by=by, at=at, once=uuid5(SEED, text))
