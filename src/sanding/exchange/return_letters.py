"""A draft of the letter that goes back to a county with its plan (退回函), as a Word document.

It suggests and decides nothing: it says so itself, and leaves the lines for signature and date
blank. It names no person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from sanding.base import _
from sanding.exchange.letter_paper import Line, official
from sanding.exchange.opinions import altered_told, day_told, law_told, names_of, told
from sanding.rules.catalogue import RULES
from sanding.rules.opinion import Advice, Comparison, Opinion, Plain
from sanding.rules.rule import Severity

PLACES = 5  # of one rule or kind, before the rest is counted
FORBIDDEN = re.compile(r'[\x00-\x1f\\/:*?"<>|]+')  # in the name of a file
ENDINGS = "县市区旗"
DIGITS, TEN = "零一二三四五六七八九", "十"
TITLES = {
    Advice.RETURN: _("关于建议退回修改《{title}》的函"),
    Advice.CONFIRM: _("关于请核实《{title}》有关事项的函"),
    Advice.SUBMIT: _("关于《{title}》核对情况的函"),
    Advice.INCOMPLETE: _("关于建议退回补正《{title}》报送材料的函"),
    Advice.IMPOSSIBLE: _("关于建议退回修改《{title}》的函"),
    Advice.UNJUDGED: _("关于《{title}》未能核对的函"),
}
UNTITLED = _("机构改革方案")
DRAFT = _("本意见为系统生成的草稿，须由审核人签署后生效。没有提示不等于合法。")
OPENING = _(
    "{you}报送的《{title}》（{which}）收悉。我办按{law}，对方案的{changes}项变更和施行后的台账"
    "作了核对：方案造成或加重的错误{errors}处、提示{warnings}处，消除原有问题{mended}处，"
    "原有问题仍保留{left}处，另有{silent}条规则因缺少材料或规定未能判定。"
)
UNREAD = _("{you}报送的《{title}》（{which}）收悉。")
ADVICE = {
    Advice.RETURN: _("建议修改后重新报送，具体意见如下。"),
    Advice.CONFIRM: _("建议逐项核实并附说明或证明材料后报审，具体事项如下。"),
    Advice.SUBMIT: _("未发现方案造成或加重的问题，建议报审。"),
    Advice.INCOMPLETE: _("报送材料不完整或有错误，建议补正后重新报送，具体意见如下。"),
    Advice.IMPOSSIBLE: _("方案不能按所附台账施行，建议修改后重新报送，具体意见如下。"),
    Advice.UNJUDGED: _("系统未能完成核对，需人工审核，原因如下。"),
}
SECTIONS = {
    Severity.ERROR: _("须修改的事项（错误，{rules}条规则{count}处）"),
    Severity.WARNING: _("须核实的事项（提示，{rules}条规则{count}处）"),
}
ASIDE = {
    "worsened": _("（原有问题，方案使之加重）"),
    None: _("（施行前未能判定，无从比较）"),
}
CLOSING = _("请对照以上意见研究，逐条修改、核实或说明，重新报送时一并答复。")


def letter(opinion: Opinion) -> bytes:
    """Return the letter to a county as a Word document; the same opinion gives the same bytes."""
    told_lines = list(lines(opinion))
    return official(told_lines, title=told_lines[0].text)


def letter_names(opinions: Sequence[Opinion]) -> list[str]:
    """Return a file name for each letter: the county's name, no two alike."""
    found: list[str] = []
    for name in names_of(opinions):
        plain = FORBIDDEN.sub("_", name).strip(". ") or "_"
        again = sum(one == plain or one.startswith(f"{plain}-") for one in found)
        found.append(f"{plain}-{again + 1}" if again else plain)
    return [f"{name}.docx" for name in found]


def lines(opinion: Opinion) -> Iterator[Line]:
    """The letter's paragraphs from title to signature."""
    title = opinion.title.strip("《》") or UNTITLED
    yield Line("title", TITLES[opinion.advice].format(title=title))
    yield Line("subtitle", _("（草稿）"))
    yield Line("addressee", _addressee(opinion.name))
    yield Line("body", _opening(opinion, title) + ADVICE[opinion.advice])
    for at, (heading, points) in enumerate(_sections(opinion), start=1):
        yield Line("section", f"{chinese(at)}、{heading}")
        yield from points
    if (opinion.findings or opinion.reasons) and opinion.advice is not Advice.UNJUDGED:
        yield Line("body", CLOSING)
    if opinion.plan:
        of = _("（核对所依据的方案：编号{plan}，校验码{hash}。）")
        yield Line("body", of.format(plan=opinion.plan, hash=opinion.plan_hash[:12]))
    yield Line("draft", DRAFT)
    yield Line("signature", _("审核人（签名）：＿＿＿＿＿＿＿＿"))
    yield Line("signature", _("日　　期：＿＿＿＿年＿＿月＿＿日"))


def chinese(number: int) -> str:
    """Return a number from 1 to 99 in Chinese, any other in digits."""
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    many = DIGITS[tens] + TEN if tens > 1 else TEN * tens
    return many + (DIGITS[ones] if ones else "")


def _addressee(name: str) -> str:
    if name[-1:] in ENDINGS:
        return _("中共{county}委机构编制委员会办公室：").format(county=name)
    return _("{county}机构编制委员会办公室：").format(county=name)


def _opening(one: Opinion, title: str) -> str:
    you = _("你{kind}").format(kind=one.name[-1:] if one.name[-1:] in ENDINGS else _("地"))
    which = [_("第{number}次").format(number=one.number)]
    if one.submitted_on:
        which.append(_("{day}报送").format(day=day_told(one.submitted_on)))
    head = {"you": you, "title": title, "which": "，".join(which)}
    if not one.judged:
        return UNREAD.format(**head)
    return OPENING.format(
        **head, law=law_told([one]), changes=len(one.changes), errors=one.errors,
        warnings=one.warnings, mended=one.total("mended"),
        left=one.total("left"), silent=len(one.not_judged),
    )  # fmt: skip


def _sections(opinion: Opinion) -> Iterator[tuple[str, list[Line]]]:
    """Headings with what stands below each; sections without anything are left out."""
    if opinion.reasons:
        numbered = (f"{at}. {reason}" for at, reason in enumerate(opinion.reasons, start=1))
        yield _("报送材料和方案本身"), [Line("body", text) for text in numbered]
    for severity, heading in SECTIONS.items():
        rules: dict[str, list[Plain]] = {}
        for one in opinion.findings:
            if one["severity"] == str(severity):
                rules.setdefault(one["rule"], []).append(one)
        if rules:
            count = sum(map(len, rules.values()))
            points = [line for at, rule in enumerate(sorted(rules), 1)
                      for line in _point(at, rules[rule])]  # fmt: skip
            yield heading.format(rules=len(rules), count=count), points
    if opinion.last:
        yield (
            _("与第{number}次报送相比").format(number=opinion.last.number),
            [Line("body", text) for text in _compared(opinion.last)],
        )
    if opinion.not_judged:
        yield _("未能判定的规则"), [Line("body", text) for text in _silent(opinion)]


def _point(at: int, some: Sequence[Plain]) -> Iterator[Line]:
    """One rule: what it asks, by which article, where it is broken, what to do."""
    one = some[0]
    head = _("（{at}）{title}（{rule}，{count}处）")
    yield Line(
        "point",
        head.format(at=chinese(at), title=one["title"], rule=one["rule"], count=len(some)),
    )
    yield Line("body", _("依据：{articles}。").format(articles="；".join(one["articles"])))
    said = (each["message"] + ASIDE.get(each.get("mark"), "") for each in some[:PLACES])
    places = "；".join(f"{number}. {text}" for number, text in enumerate(said, start=1))
    more = _("；其余{count}处见审核意见表“明细”").format(count=len(some) - PLACES)
    yield Line(
        "body",
        _("涉及：{places}。").format(places=places + (more if len(some) > PLACES else "")),
    )
    yield Line("body", _("怎么办：{mends}").format(mends=one["mends"]))
    if one["confirm"]:
        yield Line("body", _("须核实：{confirm}").format(confirm=one["confirm"]))


def _compared(last: Comparison) -> Iterator[str]:
    if last.judged:
        said = _(
            "上次指出的问题，已改{answered}处，仍在{still}处，"
            "因缺少材料本次未能再判{unasked}处；本次新出现{new}处。"
        )
        yield said.format(
            answered=len(last.answered), still=len(last.still), unasked=len(last.unasked),
            new=len(last.new),
        )  # fmt: skip
        for label, some in ((_("仍在"), last.still), (_("新出现"), last.new)):
            if some:
                yield _("{label}：{rules}。").format(label=label, rules=_by_rule(some))
    else:
        yield _("上次或本次报送未能核对，所指出的问题无法比较。")
    changed = (
        (_("新增变更"), [told(one) for one in last.added]),
        (_("删去变更"), [told(one) for one in last.removed]),
        (_("修改变更"), [altered_told(*one) for one in last.altered]),
    )
    for label, texts in changed:
        if texts:
            more = _("等") if len(texts) > PLACES else ""
            yield _("{label} {count}项：{texts}{more}。").format(
                label=label, count=len(texts), texts="；".join(texts[:PLACES]), more=more
            )
    if last.judged and not any(texts for _label, texts in changed):
        yield _("方案的变更与上次相同。")


def _by_rule(some: Iterable[Plain]) -> str:
    counts: dict[str, int] = {}
    titles: dict[str, str] = {}
    for one in some:
        counts[one["rule"]] = counts.get(one["rule"], 0) + 1
        titles[one["rule"]] = one["title"]
    said = _("{title}（{rule}）{count}处")
    return "；".join(
        said.format(title=titles[rule], rule=rule, count=counts[rule]) for rule in sorted(counts)
    )


def _silent(opinion: Opinion) -> Iterator[str]:
    reasons: dict[str, list[str]] = {}
    for rule, reason in opinion.not_judged:
        reasons.setdefault(reason, []).append(f"{rule} {RULES[rule].title}")
    for reason, rules in sorted(reasons.items()):
        yield _("{reason}：{rules}。").format(reason=reason, rules="、".join(rules))
