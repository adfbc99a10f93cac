"""The one table of the rules' coefficients, with what each of them means.

They are story parameters, not measurements: direction and rank come from the
literature on support and stress, the sizes were chosen so that the truths in
``tests/engine/test_truths.py`` hold. A scenario may override any of them under
``rules:``, and ``docs/rules.md`` is made from this table.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

Amount = Meta(ge=0, le=100)
Share = Meta(ge=0, le=10)


class Coefficients(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """Every number the rules use; a field's description says what it does."""

    # stress: what weighs
    press: Annotated[
        float, Share, Meta(description="stress for each unit of weight or effort you carry")
    ] = 2.0
    tired: Annotated[
        float, Share, Meta(description="how much heavier it all is with no energy left")
    ] = 0.8
    watch: Annotated[
        float, Share, Meta(description="share of a handed-over box you still keep an eye on")
    ] = 0.7
    shared: Annotated[
        float, Share, Meta(description="share of the effort that fitting help takes off")
    ] = 0.4
    giving: Annotated[
        float, Share, Meta(description="effort of doing something for someone, against your own")
    ] = 1.3
    resting: Annotated[
        float, Share, Meta(description="effort that is left in a moment of rest")
    ] = 0.3
    # stress: what eases
    buffer: Annotated[
        float, Share, Meta(description="share of the weight that full connection takes off")
    ] = 0.5
    relief: Annotated[
        float, Amount, Meta(description="relief of keeping it in your own hands, the first time")
    ] = 5.0
    fading: Annotated[
        float, Amount, Meta(description="relief lost for each of your last four choices made alone")
    ] = 1.25
    backed: Annotated[
        float, Amount, Meta(description="relief of fitting help from someone fully trusted")
    ] = 7.0
    pause: Annotated[float, Amount, Meta(description="relief of a real pause")] = 3.0
    distance: Annotated[float, Amount, Meta(description="relief of stepping back")] = 4.0
    settling: Annotated[
        float, Share, Meta(description="share of the stress above rest that settles each step")
    ] = 0.30
    rest_level: Annotated[float, Amount, Meta(description="stress a rested body settles to")] = 30.0
    # stress: what letting someone in costs
    exposed: Annotated[
        float, Amount, Meta(description="stress of being seen, for each unit of exposure")
    ] = 2.6
    missed: Annotated[
        float, Amount, Meta(description="stress of help that misses what was needed")
    ] = 7.0
    lopsided: Annotated[
        float, Amount, Meta(description="stress for each favour out of balance beyond the first")
    ] = 1.5
    not_yours: Annotated[
        float, Share, Meta(description="stress for each point of control missing")
    ] = 0.10
    not_yours_level: Annotated[
        float, Amount, Meta(description="control below which too little of it feels like yours")
    ] = 40.0
    # connection
    apart: Annotated[
        float, Amount, Meta(description="connection lost by doing alone what does not suit one")
    ] = 4.0
    apart_first: Annotated[float, Share, Meta(description="share of that loss the first time")] = (
        0.5
    )
    apart_habit: Annotated[
        float, Share, Meta(description="share added for each of the last four choices made alone")
    ] = 0.25
    let_in: Annotated[
        float, Amount, Meta(description="connection won by letting someone in at all")
    ] = 1.0
    helped: Annotated[
        float, Amount, Meta(description="connection won on top by help that fits fully")
    ] = 4.0
    let_down: Annotated[
        float, Amount, Meta(description="connection lost by help that misses fully")
    ] = 5.0
    given: Annotated[float, Amount, Meta(description="connection won by giving")] = 3.0
    withdrawn: Annotated[float, Amount, Meta(description="connection lost by stepping back")] = 6.0
    company: Annotated[float, Amount, Meta(description="connection won by being with people")] = 2.0
    # trust
    pleasant: Annotated[
        float, Share, Meta(description="share of a pleasant surprise that trust learns")
    ] = 0.20
    unpleasant: Annotated[
        float, Share, Meta(description="share of an unpleasant surprise that trust learns")
    ] = 0.30
    # energy
    strain_level: Annotated[
        float, Amount, Meta(description="stress above which energy drains, below which it returns")
    ] = 45.0
    draining: Annotated[
        float, Share, Meta(description="energy lost for each point of stress above it")
    ] = 0.25
    returning: Annotated[
        float, Share, Meta(description="energy won for each point of stress below it")
    ] = 0.10
    rested: Annotated[float, Amount, Meta(description="energy won by a real pause")] = 6.0
    # control
    own_way: Annotated[
        float, Amount, Meta(description="control won by keeping it in your own hands")
    ] = 3.0
    own_way_worn: Annotated[float, Amount, Meta(description="the same when you are worn out")] = 1.0
    worn_level: Annotated[
        float, Amount, Meta(description="energy below which you are worn out")
    ] = 40.0
    own_gift: Annotated[float, Amount, Meta(description="control won by giving")] = 1.0
    beside: Annotated[
        float, Amount, Meta(description="control lost to help that works alongside you")
    ] = 1.0
    taken_over: Annotated[
        float, Amount, Meta(description="control lost to help that takes over")
    ] = 8.0
    # give and take
    owed_help: Annotated[float, Amount, Meta(description="favours owed for one help")] = 1.0
    owed_gift: Annotated[float, Amount, Meta(description="favours paid back by one gift")] = 2.0
