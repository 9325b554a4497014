"""The commands."""

from __future__ import annotations

from datetime import date, datetime
from importlib.metadata import entry_points
from pathlib import Path
from typing import Annotated, Optional

import typer

from sanding.base import _
from sanding.cli import show
from sanding.cli.effects import effects_command
from sanding.cli.files import place_of, plan_at, register_at, target
from sanding.cli.judging import check_command, rules_command
from sanding.cli.province import review_command
from sanding.cli.reconcile import reconcile_command
from sanding.cli.routing import route_command
from sanding.cli.take_in import import_command
from sanding.examples import COUNTIES

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="三定：把县里的机构编制作为数据，把改革写成方案，算清楚、管起来。",
)  # fmt: skip

Reg = Annotated[Path, typer.Argument(metavar="REG", help="台账：文件夹、.zip 或工作簿")]
PlanFile = Annotated[Path, typer.Argument(metavar="PLAN", help="方案文件（YAML）")]
Json = Annotated[bool, typer.Option("--json", help="以 JSON 输出")]
Out = Annotated[Path, typer.Option("-o", "--out", help="写到哪里")]
Force = Annotated[bool, typer.Option("--force", help="已存在也覆盖")]
Wave = Annotated[Optional[int], typer.Option(help="只施行（撤回）第几批")]  # noqa: UP045
On = Annotated[
    Optional[datetime],  # noqa: UP045 - typer reads it at run time
    typer.Option("--on", formats=["%Y-%m-%d"], help="文件没有写台账日期时，以哪一天为准"),
]


def _day(on: datetime | None) -> date | None:
    return on.date() if on else None


@app.command()
def demo(
    county: Annotated[str, typer.Option(help="示例县：fushan 浮山 或 hequ 河曲")] = "fushan",
    out: Annotated[Path, typer.Option("--out", "-o", help="案卷文件夹")] = Path("sanding-demo"),
    seed: Annotated[int, typer.Option(help="合成人员的随机种子")] = 1,
    as_json: Json = False,
) -> None:
    """从工作簿到案卷，把一个试点县的改革完整走一遍。"""
    from sanding.examples import example, example_plan
    from sanding.study import main_job

    if county not in COUNTIES:
        message = _("只有这些示例县：{counties}")
        raise typer.BadParameter(message.format(counties="、".join(COUNTIES)))
    place = place_of(out)
    with show.console.status(_("读取源表，生成合成人员"), spinner="line") as status:

        def say(text: str) -> None:
            status.update(text)
            if not as_json:
                show.console.print(f"· {text}")

        register = example(county, seed=seed)
        dossier = main_job(register, example_plan(county), place, say=say)
    if as_json:
        show.as_json({**dossier.report, "dossier": str(out)})
        return
    show.figures(dossier.report)
    show.ledger(dossier.outcome.ledger)
    show.people(dossier.outcome.people)
    counts = dossier.outcome.before.frame("people").height
    kept = _("全部 {count:,} 人仍在册；没有一项职责、编制、权力、事项失去承接。")
    show.console.print(kept.format(count=counts))
    found = _(
        "合规提示：方案造成 {caused} 处，消除 {mended} 处，原有未变 {left} 处；"
        "只供核实，不作任何决定。"
    )
    marks = {name: dossier.rules[name] for name in ("caused", "mended", "left")}
    show.console.print(found.format(**marks), soft_wrap=True)
    left = _("案卷：{folder}（改革前后对照.xlsx、合规提示.xlsx、before、after、plan.yaml 等）")
    show.console.print(left.format(folder=out))


@app.command()
def template(
    out: Out,
    placement: Annotated[
        bool, typer.Option("--placement", help="写空白的安置材料，供 check --placement 用")
    ] = False,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """写一本空白台账工作簿，供填报。"""
    from sanding.exchange import write_template
    from sanding.exchange.personnel import write_personnel_template

    write = write_personnel_template if placement else write_template
    write(target(out, force=force))
    if as_json:
        show.as_json({"written": str(out)})
        return
    said = _("已写出空白安置材料：{file}") if placement else _("已写出空白台账：{file}")
    show.console.print(said.format(file=out))


app.command("import")(import_command)


app.command("check")(check_command)
app.command("rules")(rules_command)
app.command("route")(route_command)
app.command("reconcile")(reconcile_command)
app.command("review")(review_command)
app.command("effects")(effects_command)


@app.command("apply")
def apply_command(
    reg: Reg, plan: PlanFile, out: Out, wave: Wave = None, on: On = None,
    force: Force = False, as_json: Json = False,
) -> None:  # fmt: skip
    """施行方案，写出改革后的台账；原台账不动。"""
    from sanding.exchange import write_register
    from sanding.study import reformed

    place = target(out, force=force)
    outcome = reformed(plan_at(plan, wave=wave), register_at(reg, day=_day(on)))
    write_register(outcome.journalled, place)
    if as_json:
        show.as_json(
            {
                "written": str(out),
                "plan_hash": outcome.plan.hash, "before_hash": outcome.before.hash,
                "after_hash": outcome.after.hash, "changes": len(outcome.plan.changes),
                "ledger": outcome.ledger.to_dicts(),
                "succession": outcome.succession.frame().to_dicts(),
            }
        )  # fmt: skip
        return
    show.ledger(outcome.ledger)
    show.people(outcome.people)
    done = _("已施行 {count} 项变更，写到 {file}")
    show.console.print(done.format(count=len(outcome.plan.changes), file=out))


@app.command("revert")
def revert_command(
    reg: Reg, plan: PlanFile, out: Out, wave: Wave = None, force: Force = False,
    as_json: Json = False,
) -> None:  # fmt: skip
    """撤回最近施行的方案，写出施行前的台账。"""
    from sanding.exchange import write_register
    from sanding.plan import revert

    place = target(out, force=force)
    before = revert(register_at(reg), plan_at(plan, wave=wave))
    write_register(before, place)
    if as_json:
        show.as_json({"written": str(out), "hash": before.hash})
        return
    done = _("已撤回，写到 {file}（{hash}）")
    show.console.print(done.format(file=out, hash=before.hash[:12]))


@app.command("diff")
def diff_command(
    reg: Reg,
    other: Annotated[Path, typer.Argument(metavar="REG2", help="另一份台账")],
    on: On = None,
    as_json: Json = False,
) -> None:
    """逐条逐格比较两份台账。"""
    from sanding.plan import diff, without_sensitive_cells

    sides = register_at(reg, day=_day(on)), register_at(other, day=_day(on))
    found = without_sensitive_cells(diff(*sides))
    if as_json:
        show.as_json(found.to_dicts())
    else:
        show.differences(found)


@app.command()
def indicators(
    reg: Reg,
    plan: Annotated[Optional[Path], typer.Argument(metavar="[PLAN]", help="方案文件")] = None,  # noqa: UP045
    on: On = None,
    as_json: Json = False,
) -> None:
    """计算指标，与公布数据并列，并说明依据。"""
    from sanding.study import reformed, report

    before = register_at(reg, day=_day(on))
    after = reformed(plan_at(plan), before).after if plan else None
    plain = report(before, after)
    if as_json:
        show.as_json(plain)
    else:
        show.figures(plain)


@app.command()
def export(
    reg: Reg,
    out: Out,
    form: Annotated[str, typer.Option("--as", help="xlsx、csv、parquet 或 zip")] = "xlsx",
    unmasked: Annotated[bool, typer.Option("--unmasked", help="连敏感个人信息一起带出")] = False,
    on: On = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """把台账另存为工作簿、CSV 或 Parquet；敏感个人信息不带出，除非写明 --unmasked。"""
    from sanding.exchange import write_csvs, write_register, write_workbook
    from sanding.register.personal import without_sensitive

    if form not in ("xlsx", "csv", "parquet", "zip"):
        raise typer.BadParameter(_("--as 只能是 xlsx、csv、parquet、zip"))
    if form == "zip" and out.suffix.lower() != ".zip":
        out = out.with_name(place_of(out).name + ".zip")
    place = target(out, force=force)
    register = register_at(reg, day=_day(on))
    shown = register if unmasked else without_sensitive(register)
    if form == "xlsx":
        write_workbook(register, place, masked=not unmasked)
    elif form == "csv":
        write_csvs(shown, place)
    else:
        write_register(shown, place)
    if as_json:
        show.as_json({"written": str(out), "form": form, "hash": register.hash})
        return
    show.console.print(_("已写出：{file}").format(file=out))


for _found in entry_points(group="sanding.commands"):  # of other packages: the web's `serve`
    app.command(_found.name)(_found.load())
