"""From ranked causes, or a runner's own choice, to a plan of days; what was done; what to do in the middle of a run.

Everything here that opens a lesson asks for `Cleared`, and takes its day from it: a clearance of last week opens
nothing today.
"""
