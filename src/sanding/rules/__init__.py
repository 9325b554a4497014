"""The rule book (规则库): what the law asks of a register, a plan and a placement.

One small file a rule, in the folder of its scope; `catalogue` lists them by hand, with those that
wait for their data. `brief` is what is judged, as tables by name; `judge` puts it to the rules: row
rules fused into one pass per table, frame rules together. `papers` and `views/` are what several
rules share. `findings` turns what was found into sentences, `marks` says what a plan causes, mends
and leaves, `route` who approves what. A rule holds no number of law: it asks `law/` by name. It
reports and never decides: what nobody read in the original is a warning that says what to confirm,
until an overlay raises it. Nothing here claims that a plan is lawful.
"""
