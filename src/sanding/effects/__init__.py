"""Effects (职责运行): what follows from who holds what, computed from the register, never entered.

Each file answers one question with whole tables; a question takes `Frames`, so a county in memory,
the same county after a plan, and a nation on disk are asked alike. What comes back are facts with
their place, sorted by key: whether one is a breach is for `rules` to say, how much it counts for
`indicators`, and what to do about it for people.

`coverage` says how each duty is led: by one body, by nobody, or by several under the same name.
`overlaps` ranks duties of different bodies by the likeness of their wording, and `receivers` ranks
the bodies that a duty or item without one may belong to: both are hints to read by, no findings.
They rest on `wording`, the one place that turns Chinese names into vectors, compares and classifies
them. `counterparts` follows upper departments to the bodies that receive from them (一对多), and
`boundary` the fields of enforcement from who supervises to who decides (监管—执法).

The room stands above `plan`, whose succession tells where duties went, and below `rules` and
`indicators`; files here do not import one another, but for `wording`.
"""
