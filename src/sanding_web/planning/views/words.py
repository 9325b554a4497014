"""The kinds of change in an officer's words: by what they are about, each with when to use it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sanding_web.planning.queries import KindForm, change_kinds

GROUPS = (
    (_("机构"), ("merge_bodies", "absorb_body", "create_body", "abolish_body", "split_body",
               "rename_body", "change_level", "reassign_body")),
    (_("合署与挂牌"), ("co_locate", "end_co_location", "hang_plaque", "remove_plaque")),
    (_("编制与职数"), ("approve_posts", "cut_posts", "transfer_posts", "sink_posts",
                  "approve_leadership")),
    (_("职责、权力和事项"), ("transfer_duty", "transfer_power", "transfer_item",
                     "assign_counterpart")),
    (_("内设机构"), ("create_section", "transfer_section", "regroup_sections")),
    (_("职位与分管"), ("create_position", "end_position", "assign_portfolio", "hold_concurrently")),
    (_("窗口与执法"), ("unify_windows", "unify_enforcement")),
    (_("乡镇与预算"), ("merge_townships", "recode_township", "merge_budget_units")),
)  # fmt: skip
WHEN = {
    "create_body": _("新设一家，起初没有人和编制"),
    "merge_bodies": _("几家合成新的一家：人、职责、权力、窗口自动跟过去，编制相加，职数另核"),
    "absorb_body": _("一家并进另一家，留下的那家名称不变"),
    "abolish_body": _("撤掉一家，编制收回，人和职责由别家承接"),
    "split_body": _("从一家分出一家，写明带走什么"),
    "rename_body": _("改名称，编号不变"),
    "change_level": _("正科改副科之类；人的职务职级不变"),
    "reassign_body": _("换主管部门"),
    "co_locate": _("两块牌子、一套人马，计一个机构"),
    "end_co_location": _("合署的两家分开办公"),
    "hang_plaque": _("加挂或保留牌子；牌子不计机构，没有编制"),
    "remove_plaque": _("摘下牌子"),
    "transfer_duty": _("职责换牵头机构"),
    "transfer_power": _("处罚、许可等换实施机构"),
    "transfer_item": _("事项换承办机构或窗口"),
    "transfer_section": _("股室连人带事划走"),
    "create_section": _("新设股室，用本机构的编制"),
    "regroup_sections": _("几个股室合成一个"),
    "create_position": _("新设职位；领导职数另核"),
    "end_position": _("撤掉职位，写明谁接"),
    "assign_portfolio": _("换分管领导，或不再分管"),
    "hold_concurrently": _("一人再兼一职，不另占编制"),
    "merge_townships": _("几个乡镇合成一个"),
    "recode_township": _("乡改镇、换区划代码"),
    "merge_budget_units": _("几本账合成一本"),
    "approve_posts": _("直接写核定后的编制数"),
    "cut_posts": _("写减几名；人不因此减少"),
    "transfer_posts": _("从一家划给另一家，类别不变"),
    "sink_posts": _("从县直划给乡镇"),
    "approve_leadership": _("正职、副职、其他各几名"),
    "unify_windows": _("几个窗口合成一个"),
    "unify_enforcement": _("几支队伍合成一支"),
    "assign_counterpart": _("上级部门由县里谁牵头对口"),
}
Said = tuple[KindForm, str]  # a kind and when to use it


def grouped() -> list[tuple[str, list[Said]]]:
    """Every kind under what it is about; one that stands nowhere comes last."""
    known = {one.kind: one for one in change_kinds()}
    groups = [
        (str(label), [(known.pop(kind), when(kind)) for kind in of if kind in known])
        for label, of in GROUPS
    ]
    rest = [(one, when(one.kind)) for one in known.values()]
    return [*groups, (str(_("其他")), rest)] if rest else groups


def when(kind: str) -> str:
    """When a kind of change is used."""
    return str(WHEN.get(kind, ""))
