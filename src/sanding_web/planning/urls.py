"""The pages of this room."""

from __future__ import annotations

from django.urls import URLPattern, path

from sanding_web.planning.views import deciding, drawing, lists, looking

app_name = "planning"
urlpatterns: list[URLPattern] = [
    path("", lists.plans, name="plans"),
    path("<str:county>/new/", lists.begin, name="begin"),
    path("<str:county>/take-in/", lists.take_in, name="take_in"),
    path("<str:county>/beside/", lists.beside, name="beside"),
    path("<int:draft_id>/", drawing.plan, name="plan"),
    path("<int:draft_id>/add/", drawing.kinds, name="kinds"),
    path("<int:draft_id>/add/<slug:kind>/", drawing.add, name="add"),
    path("<int:draft_id>/edit/", drawing.edit, name="edit"),
    path("<int:draft_id>/move/", drawing.move, name="move"),
    path("<int:draft_id>/park/", drawing.park, name="park"),
    path("<int:draft_id>/unpark/", drawing.unpark, name="unpark"),
    path("<int:draft_id>/remove/", drawing.remove, name="remove"),
    path("<int:draft_id>/undo/", drawing.undo, name="undo"),
    path("<int:draft_id>/redo/", drawing.redo, name="redo"),
    path("<int:draft_id>/drop/", drawing.drop, name="drop"),
    path("<int:draft_id>/rebase/", drawing.rebase, name="rebase"),
    path("<int:draft_id>/file/", drawing.file, name="file"),
    path("<int:draft_id>/comments/", drawing.comment, name="comment"),
    path("<int:draft_id>/comments/<int:comment_id>/", drawing.resolve, name="resolve"),
    path("<int:draft_id>/results/", looking.results, name="results"),
    path("<int:draft_id>/findings/", looking.findings, name="findings"),
    path("<int:draft_id>/walls/", looking.walls, name="walls"),
    path("<int:draft_id>/submit/", deciding.submit, name="submit"),
    path("<int:draft_id>/review/", deciding.review, name="review"),
    path("<int:draft_id>/judge/", deciding.judge, name="judge"),
    path("<int:draft_id>/send-back/", deciding.send_back, name="send_back"),
    path("<int:draft_id>/approve/", deciding.approve, name="approve"),
    path("<int:draft_id>/carry-out/", deciding.carry_out, name="carry_out"),
    path("<int:draft_id>/revert/", deciding.revert, name="revert"),
]
