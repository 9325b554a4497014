"""Allowed values of the records beside the structure: evidence, open cases, personnel files."""

from __future__ import annotations

from sanding.base import _
from sanding.register.kinds import Kind


class EvidenceKind(Kind):
    """What a paper proves (佐证材料种类)."""

    APPROVAL = "approval", _("批准文件")
    EXEMPTION = "exemption", _("核准例外")
    ANNUAL_REPORT = "annual_report", _("事业单位年度报告")
    PUBLICATION = "publication", _("机构职能公开")
    # of a plan or a change
    COLLECTIVE_DECISION = "collective_decision", _("集体研究纪要")
    NECESSITY = "necessity", _("必要性论证")
    RATIONALITY = "rationality", _("合理性论证")
    FEASIBILITY = "feasibility", _("可行性论证")
    CITY_REVIEW = "city_review", _("上一级机构编制管理机关审核意见")
    UPPER_APPROVAL = "upper_approval", _("上一级批准文件")
    CONGRESS_FILING = "congress_filing", _("人大常委会备案")
    COMMISSION_APPROVAL = "commission_approval", _("县委编委批准文件")
    PARTY_APPROVAL = "party_approval", _("市委批准文件")
    INSTITUTION_APPROVAL = "institution_approval", _("事业单位审批机关批准文件")
    NATIONAL_APPROVAL = "national_approval", _("国家机构编制管理机关批准文件")
    REGISTRATION_CHANGE = "registration_change", _("变更登记")
    PUBLIC_NOTICE = "public_notice", _("公告")
    AGREEMENT = "agreement", _("协商一致文件")
    FILING = "filing", _("备案回执")
    OFFICE_OPINION = "office_opinion", _("编办协调意见")
    GOVERNMENT_DECISION = "government_decision", _("县政府决定")
    ARCHIVE_LIST = "archive_list", _("档案移交清单")
    RECEIVER_SIGNATURE = "receiver_signature", _("接收方签字")
    ASSET_INVENTORY = "asset_inventory", _("资产清查表")
    ASSET_APPROVAL = "asset_approval", _("资产划转批复")
    SEAL_RETURN = "seal_return", _("旧印章收缴单")
    SEAL_ISSUE = "seal_issue", _("新印章启用通知")
    PERSONAL_DATA_NOTICE = "personal_data_notice", _("个人信息转移告知")
    LIQUIDATION_GROUP = "liquidation_group", _("清算组成立文件")
    LIQUIDATION_REPORT = "liquidation_report", _("清算报告")
    DEREGISTRATION = "deregistration", _("注销登记")
    CERTIFICATE_RETURN = "certificate_return", _("证书印章收缴单")
    PROVINCIAL_DECISION = "provincial_decision", _("省级人民政府决定")
    STATE_COUNCIL_APPROVAL = "state_council_approval", _("国务院批准")
    CAPABILITY_ASSESSMENT = "capability_assessment", _("承接能力评估")
    EVALUATION = "evaluation", _("定期评估")
    ENTRUSTMENT_LETTER = "entrustment_letter", _("执法委托书")
    AUTHORISING_LAW = "authorising_law", _("法律法规授权依据")
    LEGALITY_REVIEW = "legality_review", _("合法性审查意见")
    RISK_ASSESSMENT = "risk_assessment", _("社会稳定风险评估报告")
    GOVERNMENT_MEETING = "government_meeting", _("政府会议纪要")
    PUBLIC_COMMENT = "public_comment", _("公开征求意见")
    FISCAL_STATEMENT = "fiscal_statement", _("财政承受能力说明")
    ABSORPTION_PLAN = "absorption_plan", _("超配消化计划")
    CHANGEOVER_TASK = "changeover_task", _("连带变更事项")
    NEW_POWER = "new_power", _("拟设定的许可处罚强制")
    # of a person
    OWN_APPLICATION = "own_application", _("本人申请")
    APPOINTING_APPROVAL = "appointing_approval", _("任免机关批准")
    RETIREMENT_NOTICE = "retirement_notice", _("弹性提前退休书面告知")
    LATE_RETIREMENT = "late_retirement", _("弹性延迟退休协议")
    EXCEPTIONAL_PROMOTION = "exceptional_promotion", _("破格或越级晋升批准")
    NOMINATION = "nomination", _("县长提名")
    CONGRESS_DECISION = "congress_decision", _("人大常委会任免决定")
    CITY_REPORT = "city_report", _("报上一级政府备案")
    AUDIT_OPINION = "audit_opinion", _("上一级审计机关意见")
    REMOVAL_GROUND = "removal_ground", _("法定免职事由")
    OFFER = "offer", _("合理安排方案")
    REFUSAL = "refusal", _("本人拒绝记录")
    DISMISSAL_GROUND = "dismissal_ground", _("辞退解聘法定事由")
    RECRUITMENT_AUTHORISATION = "recruitment_authorisation", _("招录授权文件")
    OPEN_RECRUITMENT = "open_recruitment", _("公开招聘材料")
    POLICY_PLACEMENT = "policy_placement", _("国家政策性安置")
    APPOINTMENT_FROM_ABOVE = "appointment_from_above", _("上级任命")
    SECRET_POST = "secret_post", _("涉密岗位认定")
    CONCURRENT_APPROVAL = "concurrent_approval", _("兼职批准")
    POOL_DECISION = "pool_decision", _("进入周转池决定")
    OUTSIDE_APPOINTMENT = "outside_appointment", _("外部调入任职")
    EXCELLENT_CONSENT = "excellent_consent", _("提高优秀比例批准")
    DECISION = "decision", _("办理决定")


class OpenCaseKind(Kind):
    """What is being dealt with when a body changes (在办事项种类)."""

    PERMIT = "permit", _("许可办件")
    PENALTY = "penalty", _("处罚案件")
    SEIZURE = "seizure", _("查封扣押")
    PETITION = "petition", _("信访事项")
    DISCLOSURE = "disclosure", _("信息公开申请")


class Outcome(Kind):
    """What becomes of a person (安置去向)."""

    STAY = "stay", _("原岗留任")
    TRANSFER = "transfer", _("转隶转任")
    TRANSFER_IN = "transfer_in", _("调任公务员")
    POOL = "pool", _("进入周转池")
    RETIRE = "retire", _("到龄退休")
    EARLY_RETIRE = "early_retire", _("公务员提前退休")
    FLEXIBLE_EARLY = "flexible_early", _("弹性提前退休")
    FLEXIBLE_LATE = "flexible_late", _("弹性延迟退休")
    RESIGN = "resign", _("辞职")
    DISMISS = "dismiss", _("辞退解聘")
    RECRUITMENT_EXAM = "recruitment_exam", _("公开招录")
    OPEN_RECRUITMENT = "open_recruitment", _("事业单位公开招聘")
    ASSIGNMENT = "assignment", _("挂职")
    OVER_POSTS = "over_posts", _("超编待消化")
    OTHER = "other", _("其他")


class Relation(Kind):
    """Kinship that asks for avoidance (亲属关系)."""

    SPOUSE = "spouse", _("夫妻")
    LINEAL = "lineal", _("直系血亲")
    CHILD = "child", _("子女")
    CHILD_SPOUSE = "child_spouse", _("子女配偶")
    COLLATERAL = "collateral", _("三代以内旁系血亲")
    IN_LAW = "in_law", _("近姻亲")


class SanctionKind(Kind):
    """A sanction (处分)."""

    WARNING = "warning", _("警告")
    DEMERIT = "demerit", _("记过")
    MAJOR_DEMERIT = "major_demerit", _("记大过")
    DOWNGRADE = "downgrade", _("降级")
    REMOVAL = "removal", _("撤职")


class AssessmentGrade(Kind):
    """Result of the yearly review (年度考核等次)."""

    EXCELLENT = "excellent", _("优秀")
    COMPETENT = "competent", _("称职")
    BASIC = "basic", _("基本称职")
    INCOMPETENT = "incompetent", _("不称职")


class CircumstanceKind(Kind):
    """What stands about a person that a rule asks for (人员情形)."""

    UNDER_INVESTIGATION = "under_investigation", _("接受审计审查调查")
    DISABLED_ON_DUTY = "disabled_on_duty", _("因公致残")
    MEDICAL_PERIOD = "medical_period", _("医疗期")
    MATERNITY = "maternity", _("孕期产假哺乳期")
    CRIMINAL_RECORD = "criminal_record", _("受过刑事处罚")
    EXPELLED_FROM_PARTY = "expelled_from_party", _("被开除党籍")
    DISMISSED_FROM_POST = "dismissed_from_post", _("被开除公职")
    JOINT_SANCTION = "joint_sanction", _("失信联合惩戒对象")
    MINIMUM_SERVICE = "minimum_service", _("未满最低服务年限")
    SECRECY = "secrecy", _("脱密期")
    UNFINISHED_WORK = "unfinished_work", _("重要公务未处理完毕")
    ABSENCE_RUNNING = "absence_running", _("连续旷工")
    ABSENCE_YEAR = "absence_year", _("一年累计旷工")
    REFUSED_TRANSFER = "refused_transfer", _("考核不合格且不同意调整岗位")


class Pool(Kind):
    """Reassignment pool (周转池)."""

    CADRE = "cadre", _("科级干部周转池")
    PRE_RETIREMENT = "pre_retirement", _("事业人员临退周转池")
