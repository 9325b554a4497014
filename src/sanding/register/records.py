"""Records beside the structure: papers, open cases, certificates, yearly figures, assets.

All may be empty. A rule that needs one of these tables says that it could not judge where the
table has no row: absence of a paper is a finding only where the papers are kept.
"""

from __future__ import annotations

from sanding.base import _
from sanding.register import kinds as k
from sanding.register.columns import NAME, count, day, kind, money, ref, table, text
from sanding.register.record_kinds import EvidenceKind, OpenCaseKind
from sanding.register.table import Code

EVIDENCE = table(
    "evidence", _("佐证材料"), "A paper that proves something about a record.", "id",
    text("about", _("涉及对象"), means=_("变更、机构、内设机构、职位或人员的编号；空为整个方案")),
    kind("kind", _("材料种类"), EvidenceKind), text("number", _("文号")),
    day("dated_on", _("日期")), day("until", _("有效期至")), text("issued_by", _("出具机关")),
    kind("field", _("执法领域"), k.EnforcementField, required=False),
    text("detail", _("内容"), means=_("例外所对的规则编号、年度、办理事项等")),
    optional=True,
)  # fmt: skip
OPEN_CASES = table(
    "open_cases", _("在办事项"), "A case that is open when a body changes.", "id",
    kind("kind", _("种类"), OpenCaseKind), ref("body", _("承办机构"), "bodies", required=True),
    day("started_on", _("起算日期"), required=True), day("due_on", _("到期日期")),
    optional=True,
)  # fmt: skip
CERTIFICATES = table(
    "certificates", _("事业单位法人证书"), "What stands on an institution's certificate.", "body",
    ref("body", _("事业单位"), "bodies", required=True), NAME, text("address", _("住所")),
    text("purpose", _("宗旨和业务范围")), text("legal_representative", _("法定代表人")),
    kind("funding", _("经费来源"), k.PaySource, required=False),
    money("opening_funds", _("开办资金")),
    text("credit_code", _("统一社会信用代码"), code=Code.CREDIT),
    day("registered_on", _("登记日期")), day("valid_until", _("有效期至")),
    optional=True,
)  # fmt: skip
STATISTICS = table(
    "statistics", _("机构编制年报"), "A figure as it was returned to the authority above.",
    "county year figure", count("year", _("年度"), "year"),
    text("figure", _("指标"), required=True),
    count("returned", _("上报数"), "as the figure says"),
    optional=True,
)  # fmt: skip
ASSET_MOVEMENTS = table(
    "asset_movements", _("资产变动"), "An asset that was given away, lent or sold.", "id",
    ref("body", _("原占有机构"), "bodies", required=True), text("asset", _("资产"), required=True),
    ref("receiver", _("接收机构"), "bodies"), money("amount", _("价值")),
    day("moved_on", _("变动日期"), required=True), text("approved_by", _("批准文号")),
    optional=True,
)  # fmt: skip
RECORDS = (EVIDENCE, OPEN_CASES, CERTIFICATES, STATISTICS, ASSET_MOVEMENTS)
