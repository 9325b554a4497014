"""A newcomer's tasks, by what the pages offer: links, labels, lists and buttons."""

from __future__ import annotations

import pytest
from django.test import Client

from sanding_web.planning.models import Draft, State
from sanding_web.registers.models import County, Revision
from tests.web.builders import FUSHAN, PASSWORD, officer
from tests.web.planning.pages import Browser

pytestmark = pytest.mark.django_db
PLANS = "/plans/"


@pytest.fixture
def people(fushan_revision: Revision) -> dict[str, str]:
    """The accounts of a county: who draws up, who reviews, who approves."""
    roles = ("officer", "reviewer", "approver")
    return {role: officer(role, username=f"newcomer-{role}").username for role in roles}


def entered(account: str) -> Browser:
    """A browser after the login page, which was met on the way to the plans."""
    browser = Browser(Client()).open(PLANS)
    assert "/account/login/" in browser.path
    browser.fill("登录").put("账号", account).put("密码", PASSWORD).send()
    assert (browser.status, browser.path) == (200, PLANS)
    return browser


def begun(account: str) -> Browser:
    """A new plan, still empty."""
    browser = entered(account).follow("新建方案")
    browser.fill("建立方案").put("方案编号", "新手").put("方案名称", "新手写的方案").send()
    assert "方案里还没有变更" in browser.page.text
    return browser


def merged(browser: Browser) -> Browser:
    """Two bureaus merged: found by name, ticked, the rest typed or chosen."""
    browser.follow("增加变更").follow("合并组建")
    form = browser.fill("筛选").put("找", "发展和改革局")
    form.send()
    form = browser.fill("写入方案").tick("县发展和改革局").put("找", "工业和信息化局")
    form.button = next(one for one in form.form.buttons if one.text == "筛选")
    form.send()
    form = browser.fill("写入方案").tick("县工业和信息化局")
    form.put("名称", "县发展改革和工业局").put("机构类型", "government_department")
    form.put("规格", "zhengke").put("隶属机构", "浮山县人民政府").put("理由", "企业办一件事跑两处")
    return form.put("依据", "地方各级人民政府机构设置和编制管理条例第九条").send()


def cut(browser: Browser, posts: int) -> Browser:
    """Posts cut from the cultural centre, which has 15."""
    browser.follow("增加变更").follow("核减编制")
    form = browser.fill("写入方案").put("机构", "县文化馆").put("编制类别", "institution")
    form.put("编制数", str(posts)).put("理由", "后勤岗重复").put("依据", "待补")
    return form.send()


def labels(browser: Browser) -> list[str]:
    """The changes of the plan as their forms name them, in order."""
    found = [one.value for form in browser.page.forms for one in form.controls
             if one.name == "change" and any(b.text == "删除" for b in form.buttons)]  # fmt: skip
    return list(dict.fromkeys(found))


def test_task_1_log_in_and_find_the_plans(people: dict[str, str]) -> None:
    assert "还没有方案" in entered(people["officer"]).page.text


def test_task_2_begin_a_plan_and_see_what_to_do_next(people: dict[str, str]) -> None:
    browser = begun(people["officer"])
    assert "增加变更" in [text for text, _href in browser.page.links]


def test_task_3_merge_two_bureaus_found_by_name(people: dict[str, str]) -> None:
    browser = merged(begun(people["officer"]))
    assert browser.status == 200
    assert labels(browser) == ["变更1"]
    assert "县发展改革和工业局" in browser.page.text
    assert "办不到" not in [text for text, _href in browser.page.links]


def test_task_4_see_that_a_change_cannot_be_and_mend_it(people: dict[str, str]) -> None:
    browser = cut(begun(people["officer"]), 40)
    assert "只有 15 名编制" in browser.page.text
    browser.press("提交审核")
    assert Draft.objects.get().state == State.DRAFT
    browser.follow("修改").fill("写入方案").put("编制数", "3").send()
    assert "只有 15 名编制" not in browser.page.text
    assert labels(browser) == ["变更1"]


def test_task_5_put_changes_in_order_set_aside_undo_and_remark(people: dict[str, str]) -> None:
    browser = cut(merged(begun(people["officer"])), 3)
    assert labels(browser) == ["变更1", "变更2"]
    assert labels(browser.press("上移", "变更2")) == ["变更2", "变更1"]
    assert labels(browser.press("撤销上一步")) == ["变更1", "变更2"]
    assert labels(browser.press("重做")) == ["变更2", "变更1"]
    browser.fill("移动", "变更2").put("移到第几项", "2").send()
    assert labels(browser) == ["变更1", "变更2"]
    assert "搁置的（不计入方案）" in browser.press("搁置", "变更1").page.text
    assert labels(browser.press("恢复", "变更1")) == ["变更2", "变更1"]
    browser.fill("写批注", "变更1").put("批注", "请核对人数").send()
    assert "请核对人数" in browser.page.text
    assert "处理" in browser.press("已处理").page.text
    assert labels(browser.press("删除", "变更2")) == ["变更1"]


def test_task_6_read_what_comes_of_it_and_what_the_rules_say(people: dict[str, str]) -> None:
    browser = cut(merged(begun(people["officer"])), 3)
    assert "没有丢失" in browser.follow("结果").page.text
    assert "编制增减平衡表" in browser.page.text
    assert "须经县法制机构核实" in browser.follow("合规提示").page.text
    browser.fill("筛选").put("程度", "error").put("方案的影响", "caused").send()
    assert browser.status == 200
    browser.follow("前后对照").follow("只看变化")
    assert "县发展改革和工业局" in browser.page.text
    assert "由此承接" in browser.page.text


def test_task_7_take_in_a_plan_file_with_faults_and_then_without(people: dict[str, str]) -> None:
    browser = entered(people["officer"]).follow("新建方案")
    browser.fill("读入").attach(
        "方案文件", "写错.yaml", FILE.replace("posts: 3", "post: 四名")
    ).send()
    assert browser.status == 422
    assert "【变更 减1】“post”列" in browser.page.text
    browser.fill("读入").attach("方案文件", "写对.yaml", FILE).send()
    assert labels(browser) == ["减1"]


FILE = """\
id: 文件
title: 文件里的方案
county: "141027"
changes:
- id: 减1
  kind: cut_posts
  body: 141027-wmzx
  post_kind: institution
  posts: 3
  reason: 后勤岗重复
  basis: 待补
"""


def test_task_8_from_login_to_an_applied_plan_and_back(people: dict[str, str]) -> None:
    browser = cut(merged(begun(people["officer"])), 3)
    browser.press("提交审核")
    assert Draft.objects.get().state == State.SUBMITTED
    reviewer = entered(people["reviewer"]).follow("新手写的方案").follow("去审核")
    assert "已审 0 项，共 2 项" in reviewer.page.text
    reviewer.fill("记下意见", "变更1").tick("同意").send()
    reviewer.fill("记下意见", "变更2").tick("不同意").send()
    assert "不同意须写明理由" in reviewer.page.text
    reviewer.fill("记下意见", "变更2").tick("不同意").put("理由", "人数没有核对").send()
    assert "已审 2 项，共 2 项，其中不同意 1 项" in reviewer.page.text
    approver = entered(people["approver"]).follow("新手写的方案").follow("去审核")
    approver.press("批准方案")
    assert Draft.objects.get().state == State.APPROVED
    browser.open(browser.path).follow("施行")
    assert "按次序办理 1 项变更" in browser.page.text
    browser.press("施行方案")
    assert Draft.objects.get().state == State.APPROVED  # it wants to be said twice
    browser.fill("施行方案").tick("我已看过").send()
    assert Draft.objects.get().state == State.APPLIED
    assert Revision.objects.count() == 2
    browser.follow("撤回").fill("撤回方案").tick("我已看过").send()
    assert Draft.objects.get().state == State.REVERTED
    first, *_rest, last = Revision.objects.filter(county=FUSHAN).order_by("number")
    assert last.hash == first.hash
    assert County.objects.get(pk=FUSHAN).head == last
