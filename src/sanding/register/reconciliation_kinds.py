"""Allowed values of a reconciliation of three lists, each with the Chinese an officer reads."""

from __future__ import annotations

from sanding.base import _
from sanding.register.kinds import Kind


class Reason(Kind):
    """Why the three lists do not agree about a person (差异原因)."""

    PAID_NOT_REGISTERED = "paid_not_registered", _("领薪而不在册（疑似吃空饷）")
    PAID_OFF_ESTABLISHMENT = "paid_off_establishment", _("编外人员领薪")
    PAID_AFTER_LEAVING = "paid_after_leaving", _("离退后仍领薪")
    PAID_TWICE = "paid_twice", _("重复领薪")
    PAID_BY_TWO_BODIES = "paid_by_two_bodies", _("两个单位领薪")
    IN_POST_NOT_PAID = "in_post_not_paid", _("在编而未领薪")
    ROSTER_NOT_REGISTERED = "roster_not_registered", _("人社在册而编办不在册")
    REGISTERED_NOT_ON_ROSTER = "registered_not_on_roster", _("编办在册而人社不在册")
    STATUS_DIFFERS = "status_differs", _("在职、离退状态不符")
    BODY_DIFFERS = "body_differs", _("单位不符")
    BODY_UNKNOWN = "body_unknown", _("所列单位不在台账")
    KIND_DIFFERS = "kind_differs", _("编制类别不符")
    IDENTITY_DIFFERS = "identity_differs", _("人员身份不符")
    NAME_DIFFERS = "name_differs", _("证号相同而姓名不同")
    LISTED_TWICE = "listed_twice", _("名单中重复")
    NAMESAKES = "namesakes", _("同名同单位，分不清是谁")
    MALFORMED_NUMBER = "malformed_number", _("身份证号有误")
    NO_NUMBER = "no_number", _("没有身份证号")


class Excuse(Kind):
    """Why what looks different is no difference (不计为差异的情形)."""

    RETIRED = "retired", _("已离退，不占编，不在另一方名单")
    OFF_ESTABLISHMENT = "off_establishment", _("编外人员，不在另一方名单")
    SELF_FUNDED = "self_funded", _("自收自支，不由财政发放")
    MANAGED_FROM_ABOVE = "managed_from_above", _("垂直管理或派出机构，归上级管")
    NEW = "new", _("当月或以后进入")
    AWAY = "away", _("借调、挂职、周转，按实际工作单位列")
    PAID_THROUGH = "paid_through", _("由上级预算单位代发")


class Compared(Kind):
    """The three lists compared (对账三方)."""

    REGISTER = "register", _("编办实名制")
    ROSTER = "roster", _("人社名册")
    PAYROLL = "payroll", _("财政供养名单")
