"""Sheets of a register, uploads and their previews."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sanding_web.accounts.access import OfficerRequest
from sanding_web.registers import actions, intake_queries
from sanding_web.registers.access import may_import
from sanding_web.registers.forms import (
    ConfirmForm,
    EditForm,
    OnceForm,
    PutBackForm,
    UploadForm,
    asked,
)
from sanding_web.registers.intake_files import FaultLine, Refused, template
from sanding_web.registers.intake_preview import preview_of
from sanding_web.registers.models import Revision, Upload

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_NOTES = 30  # of a list, said above its preview
REFUSED = 422  # the form or the file will not do


@login_required
@require_GET
def sheet(request: OfficerRequest, county: str, table: str) -> HttpResponse:
    """A table of the register as a sheet."""
    revision = _revision(request, county)
    page = intake_queries.sheet_page(request.actor, revision, table, asked(request.GET))
    told = {
        "sheet": page, "county": revision.county, "form": OnceForm(),
        "edit": EditForm(initial={"expected": revision.hash}),
        "put_back": _former(revision) if page.may_edit else None,
        "wall": request.path.partition("sheets/")[0],
        "rev": f"?rev={revision.number}" if page.older else "",
    }  # fmt: skip
    return render(request, "registers/sheet.html", told)


@login_required
@require_POST
def sheet_csv(request: OfficerRequest, county: str, table: str) -> HttpResponse:
    """The rows found as a CSV file, masked as on the screen; that they left is recorded."""
    revision = _revision(request, county)
    once = _once(request)
    found = intake_queries.rows_found(revision, table, asked(request.GET))
    data = intake_queries.as_csv(found)
    actions.took_away(
        revision, what=f"{table}.csv", rows=found.cells.height, by=request.actor, at=now(),
        once=once,
    )  # fmt: skip
    name = quote(f"{revision.county.name}-{found.label}-{revision.number}.csv")
    answer = HttpResponse(data, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f"attachment; filename=\"{table}.csv\"; filename*=UTF-8''{name}"
    answer["Cache-Control"] = "no-store"
    return answer


@login_required
@require_POST
def sheet_edit(request: OfficerRequest, county: str, table: str) -> HttpResponse:
    """Set one column of the ticked rows; a refusal is said above the sheet."""
    back = reverse("registers:sheet", args=[county, table])
    query = request.GET.urlencode()
    form, keys = EditForm(request.POST), request.POST.getlist("key")
    if not keys:
        messages.error(request, _("请先勾选要修改的记录。"))
    elif _good(request, form):
        _told(
            request, actions.edit_cells, county=county, table=table, keys=keys, **form.cleaned_data
        )
    return redirect(f"{back}?{query}" if query else back)


@login_required
@require_POST
def put_back(request: OfficerRequest, county: str) -> HttpResponse:
    """Put a former revision in place of the one in force."""
    form = PutBackForm(request.POST)
    if _good(request, form):
        _told(request, actions.put_back, county=county, **form.cleaned_data)
    table = request.GET.get("table", "")
    return redirect("registers:sheet", county, table if table.isidentifier() else "bodies")


@login_required
@require_http_methods(["GET", "POST"])
def upload_new(request: OfficerRequest, county: str) -> HttpResponse:
    """A file with the county's register; one with faults is refused, each fault on a line."""
    seen = intake_queries.county_of(request.actor, county)
    if not may_import(request.actor, county):
        raise PermissionDenied
    form = UploadForm(request.POST or None, request.FILES or None)
    lines: tuple[FaultLine, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            waiting = _taken(request, county, form.cleaned_data)
        except Refused as refusal:
            lines, form = refusal.lines, UploadForm()
        else:
            return redirect("registers:upload", county, waiting.pk)
    told = {
        "form": form, "county": seen, "lines": lines,
        "waiting": intake_queries.waiting(request.actor, county),
    }  # fmt: skip
    return _shown(request, "registers/upload.html", told, ok=request.method == "GET")


@login_required
@require_GET
def upload_template(request: OfficerRequest, county: str) -> HttpResponse:
    """An empty workbook to fill in; it is the same for every county."""
    answer = HttpResponse(template(), content_type=WORKBOOK)
    name = quote(_("台账模板.xlsx"))
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return answer


@login_required
@require_http_methods(["GET", "POST"])
def upload(request: OfficerRequest, county: str, upload_id: int) -> HttpResponse:
    """What an upload would change; confirmed with a reason it becomes the next revision."""
    waiting = _upload(request, county, upload_id)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    lines: tuple[FaultLine, ...] = ()
    if request.method == "POST":
        if form.is_valid():
            try:
                given = form.cleaned_data
                made = actions.confirm(upload_id=waiting.pk, by=request.actor, at=now(), **given)
            except Refused as refusal:
                lines = refusal.lines
            else:
                messages.success(request, _("已入库，为第 {n} 版。").format(n=made.number))
                return redirect("registers:wall", county)
        elif "once" in form.errors:
            raise BadRequest
    waits = waiting.state == Upload.State.WAITING
    told = {
        "upload": waiting, "county": waiting.county, "form": form, "waits": waits, "lines": lines,
        "preview": preview_of(waiting) if waits else None, "drop_form": OnceForm(),
        "drifted": waiting.base_id != waiting.county.head_id,
    }  # fmt: skip
    return _shown(request, "registers/preview.html", told, ok=request.method == "GET")


@login_required
@require_POST
def upload_drop(request: OfficerRequest, county: str, upload_id: int) -> HttpResponse:
    """Drop an upload."""
    waiting = _upload(request, county, upload_id)
    actions.drop(upload_id=waiting.pk, by=request.actor, at=now(), once=_once(request))
    messages.success(request, _("已放弃这份文件，台账没有变动。"))
    return redirect("registers:upload-new", county)


def _taken(request: OfficerRequest, county: str, given: dict[str, Any]) -> Upload:
    """Take the file in as what it is said to be; notes on a list are said on the next page."""
    file = given["file"]
    told = {
        "county": county, "name": file.name, "chunks": file.chunks(), "by": request.actor,
        "at": now(), "once": given["once"],
    }  # fmt: skip
    if given["kind"] != UploadForm.Kind.PEOPLE:
        return actions.take_file(otherwise=given["day"], **told)
    made, notes = actions.take_list(day=given["day"], mapping=given["mapping"], **told)
    for one in notes[:MOST_NOTES]:
        place = f"【{one.sheet}】" if one.sheet else ""
        line = _("第{row}行").format(row=one.row) if one.row else ""
        messages.info(request, f"{place}{line}{one.what}；{one.remedy}".rstrip("；"))
    if len(notes) > MOST_NOTES:
        messages.info(request, _("另有 {n} 条说明。").format(n=len(notes) - MOST_NOTES))
    return made


def _revision(request: OfficerRequest, county: str) -> Revision:
    """The revision asked for by `?rev=`, else the one in force."""
    number = request.GET.get("rev", "")
    if number and not (number.isdecimal() and len(number) < 9):
        raise Http404
    return intake_queries.revision_shown(request.actor, county, int(number) if number else None)


def _upload(request: OfficerRequest, county: str, upload_id: int) -> Upload:
    seen = Upload.objects.visible_to(request.actor).select_related("county", "base", "by")
    return seen.get(pk=upload_id, county_id=county)


def _former(revision: Revision) -> PutBackForm | None:
    """The form that undoes a revision, if there is one before it."""
    if revision.parent is None:
        return None
    return PutBackForm(initial={"number": revision.parent.number, "expected": revision.hash})


def _once(request: OfficerRequest) -> Any:
    form = OnceForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    return form.cleaned_data["once"]


def _good(request: OfficerRequest, form: OnceForm) -> bool:
    """Whether a form will do; what is wrong with it is said above the next page."""
    if form.is_valid():
        return True
    if "once" in form.errors or "expected" in form.errors:
        raise BadRequest
    for name, faults in form.errors.items():
        for fault in faults:
            messages.error(request, f"{form.fields[name].label}：{fault}")
    return False


def _told(request: OfficerRequest, act: Callable[..., Revision], **given: Any) -> None:
    """Do an act that makes a revision, and say how it went."""
    try:
        made = act(by=request.actor, at=now(), **given)
    except Refused as refusal:
        for line in refusal.lines:
            messages.error(request, f"{line.what}；{line.remedy}" if line.remedy else line.what)
    else:
        messages.success(request, _("已修改，现为第 {n} 版。").format(n=made.number))


def _shown(
    request: OfficerRequest, template: str, told: dict[str, Any], *, ok: bool
) -> HttpResponse:
    return render(request, template, told, status=200 if ok else REFUSED)
