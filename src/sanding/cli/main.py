"""Entry point: run a command and turn what it refuses into one line and an exit code."""

from __future__ import annotations

import os
import sys

from rich.console import Console
from typer.exceptions import Abort, TyperException

from sanding.base import BadInput, ImpossibleChange, SandingError, _
from sanding.cli.exits import FAULTY, IMPOSSIBLE, INTERRUPTED, UNREADABLE


def main() -> None:
    """Run the command line; never ends in a traceback for what a user can cause."""
    errors = Console(stderr=True, highlight=False, soft_wrap=True, markup=False)
    try:
        from sanding.cli.app import app  # takes its time: an interrupt may come here, too

        code = app(sys.argv[1:] or ["--help"], standalone_mode=False, prog_name="sanding")
        if code == INTERRUPTED:  # the library's own word for it
            raise KeyboardInterrupt
        sys.exit(code if isinstance(code, int) else 0)
    except TyperException as error:
        said = error.format_message()
        message = _("错误：用法不对（{said}）；用 sanding --help 或 sanding 命令 --help 查看用法")
        errors.print(message.format(said=" ".join(said.split())))
        sys.exit(UNREADABLE)
    except BadInput as error:
        for fault in error.faults:
            errors.print(_("错误：{fault}").format(fault=str(fault)))
        sys.exit(UNREADABLE)
    except ImpossibleChange as error:
        errors.print(_("无法施行：{reason}").format(reason=str(error)))
        sys.exit(IMPOSSIBLE)
    except SandingError as error:
        errors.print(_("错误：{fault}").format(fault=str(error)))
        sys.exit(UNREADABLE)
    except FileExistsError as error:
        place = error.filename or error.args[0]
        message = _("错误：{place} 已有别的内容，未作任何改动；请换一个位置")
        errors.print(message.format(place=place))
        sys.exit(UNREADABLE)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        message = _("错误：{file} 无法读写（{reason}）")
        errors.print(message.format(file=error.filename or "", reason=error.strerror))
        sys.exit(UNREADABLE)
    except Exception as error:  # a fault of ours: one line, and a code that is no finding
        message = _("软件出错（{kind}）；请把所用命令和这一行告诉开发人员，数据没有改动")
        errors.print(message.format(kind=type(error).__name__))
        sys.exit(FAULTY)
    except (KeyboardInterrupt, Abort):
        errors.print(_("已中断，没有留下半成品"))
        sys.exit(INTERRUPTED)
