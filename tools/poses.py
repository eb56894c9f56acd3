"""What `draw_positions.py` draws: the missing positions of the lessons, then one pose for each self-test."""

from __future__ import annotations

from draw_positions import Figure, arrow, line, slab, swung
from person import XY, Arm, Arms, Front, FrontLeg, Leg, Line, Side, grounded

HANG = Arm(wrist=(7.0, -199.0), elbow=(-4.0, -254.0), hand=10.0)
LYING_ARM = Arm(wrist=(-3.0, -5.4), elbow=(-57.0, -9.5), hand=90.0)
FLAT = Leg(ankle=grounded(88.0))
BENT = Leg(ankle=grounded(88.0))
FAR_BENT = Leg(ankle=grounded(106.0))
BACK: XY = (0.0, -21.0)
SEAT: XY = (0.0, -105.5)
CHAIR = (
    line((-62, 0.6), (152, 0.6)),
    line((-55, -87), (29, -87)),
    line((-49, -86), (-49, 0)),
    line((23, -86), (23, 0)),
)
LEVEL_LONG = Leg(ankle=grounded(177.0, 165.0), foot=165.0)


def ground(x0: float, x1: float) -> Line:
    return line((x0, 0.6), (x1, 0.6))


def pillow(x: float, width: float = 58.0) -> Line:
    return slab(x, -5.6, width, 5.6)


def on_back(near: Leg, far: Leg, arm: Arm | None = LYING_ARM, far_arm: Arm | None = None) -> Side:
    return Side(hip=BACK, trunk=-90, near_leg=near, far_leg=far, near_arm=arm, far_arm=far_arm)


def sitting(arm: Arm, head: float = 0.0, far_arm: Arm | None = None) -> Side:
    return Side(
        hip=SEAT, head=head, near_leg=FLAT, far_leg=Leg(ankle=grounded(97.0)), far_by=(2.0, -2.0), near_arm=arm,
        far_arm=far_arm,
    )  # fmt: skip


def walking(near_arm: Arm, far_arm: Arm | None) -> Side:
    return Side(
        hip=(0.0, -191.0), trunk=1.0, near_leg=Leg(ankle=grounded(46.0, 106.0), foot=106.0),
        far_leg=Leg(ankle=grounded(-52.0, 55.0), foot=55.0), near_arm=near_arm, far_arm=far_arm,
    )  # fmt: skip


SWINGING = (
    Arm(wrist=(-34.0, -212.0), elbow=(-28.0, -262.0)),
    Arm(wrist=(36.0, -214.0), elbow=(12.0, -258.0)),
)
RUNNING = Side(
    hip=(0.0, -200.0), trunk=8.0, head=-4.0, near_leg=Leg(ankle=grounded(-62.0, 42.0), foot=42.0),
    far_leg=Leg(ankle=(34.0, -98.0), foot=72.0), near_arm=Arm(wrist=(55.0, -268.0), elbow=(6.0, -262.0), hand=120.0),
    far_arm=Arm(wrist=(-10.0, -258.0), elbow=(-44.0, -284.0)),
)  # fmt: skip
PRONE_FAR = Leg(ankle=grounded(-178.0, -72.0), foot=-72.0, knee=(-94.0, -12.0))


def prone(near: Leg, arm: Arm, far: Leg = PRONE_FAR) -> Side:
    return Side(
        hip=(0.0, -19.5), trunk=90, head=None, near_leg=near, far_leg=far, near_arm=arm, mirror=True,
        far_arm=Arm(wrist=(172.0, -5.0), elbow=(128.0, -7.0), hand=90.0),
    )  # fmt: skip


MAT = slab(-425, -75, 450, 150, 6.0)
LONG_LEGS = (
    FrontLeg(hip=(-19, 208), knee=(-20.5, 298), ankle=(-21.5, 380), toes=(-25, 392.4)),
    FrontLeg(hip=(19, 208), knee=(20.5, 298), ankle=(21.5, 380), toes=(25, 392.4)),
)
HANDS_ON_HIP_BONES = (((-63.0, 142.0), (-39.0, 184.0), 40.0), ((63.0, 142.0), (39.0, 184.0), -40.0))
ARMS_HANG = (((-51.0, 150.0), (-59.0, 203.0), None), ((51.0, 150.0), (59.0, 203.0), None))
SEAT_FRONT = (
    line((-90, 0.6), (90, 0.6)),
    line((-46, -86), (46, -86)),
    line((-42, -86), (-42, 0)),
    line((42, -86), (42, 0)),
)


ON_THIGHS: Arms = (((-50.0, 148.0), (-33.0, 196.0), -10.0), ((50.0, 148.0), (33.0, 196.0), 10.0))


def seated_front(arms: Arms = ON_THIGHS, high: float = 0.0) -> Front:
    """Seen from the front. high: how far the feet hang above the floor."""
    knees = 211.0
    sole = knees + 99.0 + high
    return Front(
        legs=(
            FrontLeg(hip=(-17, 196), knee=(-22, knees), ankle=(-22, knees + 80), toes=(-24, knees + 92.4), over=True),
            FrontLeg(
                hip=(17, 196), knee=(22, knees), ankle=(22, knees + 80), toes=(24, knees + 92.4), over=True,
            ),
        ),
        arms=arms,
        sole=sole,
    )  # fmt: skip


HANGING = seated_front(high=18.0)

POSITIONS = {
    "stand-wall": Figure(
        title="Standing by a wall",
        text="A person stands on both feet with one hand on a wall.",
        behind=(ground(-52, 70), line((69, 0.6), (69, -396))),
        person=Side(
            hip=(0.0, -196.0), near_leg=Leg(ankle=grounded(-4.0)), far_leg=Leg(ankle=grounded(5.0)),
            near_arm=Arm(wrist=(53.0, -262.0), hand=150.0), far_arm=None,
        ),
    ),
    "stand-split": Figure(
        title="Standing, one foot ahead",
        text="A person stands with one foot a small step ahead of the other, both feet flat on the floor.",
        behind=(ground(-82, 92),),
        person=Side(
            hip=(0.0, -192.0), near_leg=Leg(ankle=grounded(-41.0)), far_leg=Leg(ankle=grounded(34.0)), near_arm=HANG,
        ),
    ),
    "walk": Figure(
        title="Walking",
        text="A person walks. One heel lands in front, the toes of the other foot are still on the floor behind.",
        behind=(ground(-96, 104),),
        person=walking(*SWINGING),
    ),
    "run": Figure(
        title="Running",
        text="A person runs: one foot leaves the floor behind, the other knee comes forward, the elbows are bent.",
        behind=(ground(-96, 104),),
        person=RUNNING,
    ),
    "back-long": Figure(
        title="On the back, legs long",
        text="A person lies on the back with something flat under the head, arms beside the body, legs long.",
        behind=(ground(-214, 214), pillow(-199)),
        person=on_back(LEVEL_LONG, Leg(ankle=grounded(181.0, 158.0), foot=158.0)),
    ),
    "back-one": Figure(
        title="On the back, one knee bent",
        text="A person lies on the back. One leg is long; the knee of the other is bent and its foot stands.",
        behind=(ground(-214, 214), pillow(-199)),
        person=on_back(BENT, LEVEL_LONG),
    ),
    "side": Figure(
        title="On the side",
        text="Seen from above: a person lies on the side, head on a pillow, knees bent, one leg on the other.",
        behind=(slab(-216, -98, 396, 140, 6.0), slab(-209, -52, 58, 86, 8.0)),
        person=Side(
            hip=(0.0, 0.0), trunk=-90, near_leg=Leg(ankle=(122.0, -4.0), foot=118.0, knee=(66.0, -67.0)),
            far_leg=Leg(ankle=(130.0, 12.0), foot=118.0, knee=(74.0, -57.0)),
            near_arm=Arm(wrist=(-116.0, -62.0), elbow=(-68.0, -32.0), hand=-100.0),
            far_arm=Arm(wrist=(-152.0, -58.0), elbow=(-104.0, -40.0), hand=-70.0),
        ),
    ),
    "front": Figure(
        title="On the front",
        text="A person lies on the front, the head turned to one side, hands near the head, legs long.",
        behind=(ground(-214, 222),),
        person=prone(
            Leg(ankle=grounded(-176.0, -72.0), foot=-72.0, knee=(-94.0, -12.0)),
            Arm(wrist=(150.0, -5.5), elbow=(100.0, -7.5), hand=90.0),
        ),
    ),
    "hands-knees": Figure(
        title="On hands and knees",
        text="A person is on hands and knees, something soft under the knees, the back level, the face to the floor.",
        behind=(ground(-128, 216), slab(-30, -4.5, 60, 4.5)),
        person=Side(
            hip=(0.0, -109.0), trunk=86, head=-12,
            near_leg=Leg(ankle=(-86.0, -9.0), foot=-64.0, knee=(0.0, -15.0)),
            far_leg=Leg(ankle=(-78.0, -9.0), foot=-64.0, knee=(10.0, -15.0)),
            near_arm=Arm(wrist=(122.0, -6.0), hand=84.0), far_arm=Arm(wrist=(132.0, -6.0), hand=84.0),
            far_by=(8.0, 0.0),
        ),
    ),
}  # fmt: skip

LYING_TESTS = {
    "hip-flex": Figure(
        title="The knee comes over you",
        text="A person lies on the back, a hand on the hip bone. One foot has floated up and its knee comes over the "
        "body; an arrow at the knee goes there and back. The other foot stands.",
        behind=(ground(-214, 152), pillow(-199)),
        person=on_back(
            Leg(ankle=(78.0, -92.0), foot=100.0, knee=(2.0, -115.0)), FAR_BENT,
            Arm(wrist=(-22.0, -37.0), elbow=(-68.0, -16.0), hand=110.0),
        ),
        before=(arrow((-34, -132), (4, -152), (40, -132)),),
    ),
    "hip-extend": Figure(
        title="The thigh grows away",
        text="A person lies on the front, one hand under the hip bone, the knee on that side bent. A small arrow at "
        "the knee goes up and back down.",
        behind=(ground(-214, 152),),
        person=prone(
            Leg(ankle=(-84.0, -103.0), foot=-100.0, knee=(-93.0, -17.5)),
            Arm(wrist=(24.0, -7.0), elbow=(70.0, -13.0), hand=-85.0),
        ),
        before=(arrow((122, -6), (126, -20), (122, -36)),),
    ),
    "hip-abduct": Figure(
        title="The heel slides out",
        text="Seen from above: a person lies on the back, legs long, fingertips on the two hip bones. An arrow at one "
        "heel goes outwards on the floor and back.",
        behind=(MAT,),
        person=Front(legs=LONG_LEGS, arms=HANDS_ON_HIP_BONES, lying=True),
        before=(arrow((6, -34), (4, -56), (-8, -72)),),
    ),
    "hip-adduct": Figure(
        title="The heel crosses the middle",
        text="Seen from above: a person lies on the back, fingertips on the hip bones. One knee is bent, its foot "
        "stands to its own side. An arrow at the other heel crosses the middle and comes back.",
        behind=(MAT,),
        person=Front(
            legs=(
                FrontLeg(hip=(-19, 208), knee=(-44, 270), ankle=(-46, 300), toes=(-51, 322), over=True), LONG_LEGS[1],
            ),
            arms=HANDS_ON_HIP_BONES, lying=True,
        ),
        before=(arrow((8, -22), (12, 6), (2, 34)),),
    ),
    "belly-breath": Figure(
        title="Two hands and five breaths",
        text="A person lies on the back, knees bent, one hand on the breastbone and one below the navel. A small "
        "arrow over each hand goes up and down.",
        behind=(ground(-214, 152), pillow(-199)),
        person=on_back(
            BENT, FAR_BENT, Arm(wrist=(-54.0, -44.0), elbow=(-78.0, -16.0), hand=86.0),
            Arm(wrist=(-108.0, -46.0), elbow=(-84.0, -30.0), hand=-86.0),
        ),
        before=(arrow((-36, -58), (-36, -70), (-36, -84)), arrow((-119, -58), (-119, -70), (-119, -84))),
    ),
    "clock": Figure(
        title="A clock under the pelvis",
        text="Seen from above: a person lies on the back, knees bent. Two arrows cross over the pelvis: one from the "
        "head end to the foot end, one from hip to hip.",
        behind=(MAT,),
        person=Front(
            legs=(
                FrontLeg(hip=(-19, 208), knee=(-22, 268), ankle=(-22, 296), toes=(-25, 320), over=True),
                FrontLeg(hip=(19, 208), knee=(22, 268), ankle=(22, 296), toes=(25, 320), over=True),
            ),
            arms=ARMS_HANG, lying=True,
        ),
        before=(arrow((-252, 0), (-209, 0), (-166, 0)), arrow((-209, -43), (-209, 0), (-209, 43))),
    ),
}  # fmt: skip

SITTING_TESTS = {
    "hip-turn-in": Figure(
        title="The foot swings out",
        text="Seen from the front: a person sits, the lower legs hanging. A thin line shows one of them swung "
        "outwards; an arrow at its foot goes there and back.",
        behind=(*SEAT_FRONT, swung(HANGING.legs[1], 28.0, HANGING.sole)),
        person=HANGING,
        before=(arrow((30, -9), (48, -8), (66, -19)),),
    ),
    "hip-turn-out": Figure(
        title="The foot swings in",
        text="Seen from the front: a person sits, the lower legs hanging. A thin line shows one of them swung inwards, "
        "behind the other; an arrow at its foot goes there and back.",
        behind=(*SEAT_FRONT, swung(HANGING.legs[1], -24.0, HANGING.sole)),
        person=HANGING,
        before=(arrow((22, -8), (5, -3), (-13, -13)),),
    ),
    "sit-turn": Figure(
        title="A look at the wall behind",
        text="Seen from the front: a person sits with folded arms. An arrow above the head goes round to one side and "
        "back.",
        behind=SEAT_FRONT,
        person=seated_front((((-52.0, 146.0), (4.0, 138.0), 96.0), ((52.0, 146.0), (-4.0, 128.0), -96.0))),
        before=(arrow((-34, -308), (14, -346), (44, -300)),),
    ),
    "ribs-breath": Figure(
        title="Hands round the lowest ribs",
        text="Seen from the front: a person sits with a hand round the lowest ribs on each side. An arrow on either "
        "side goes outwards and back.",
        behind=SEAT_FRONT,
        person=seated_front((((-72.0, 142.0), (-37.0, 152.0), 80.0), ((72.0, 142.0), (37.0, 152.0), -80.0))),
        before=(arrow((-84, -152), (-94, -152), (-108, -152)), arrow((84, -152), (94, -152), (108, -152))),
    ),
    "sit-long": Figure(
        title="Between two hands",
        text="A person sits near the front of a chair, one hand on the breastbone and one below the navel. An arrow "
        "before the face goes down and up.",
        behind=CHAIR,
        person=sitting(
            Arm(wrist=(12.0, -142.0), elbow=(-18.0, -172.0), hand=60.0),
            far_arm=Arm(wrist=(22.0, -196.0), elbow=(22.0, -172.0), hand=180.0),
        ),
        before=(arrow((38, -262), (48, -282), (38, -302)),),
    ),
}  # fmt: skip


def hand_on_belly() -> Arm:
    return Arm(wrist=(10.0, -228.0), elbow=(-26.0, -260.0), hand=80.0)


UPRIGHT_TESTS = {
    "side-glide": Figure(
        title="A hand glides down the thigh",
        text="Seen from the front: a person stands and bends to one side; an arrow along the thigh, "
        "beside the hand, goes down and back up.",
        behind=(line((-110, 0.6), (110, 0.6)),),
        person=Front(
            legs=LONG_LEGS, bend=26.0,
            arms=(((-26.0, 152.0), (-40.0, 200.0), None), ((72.0, 168.0), (46.0, 214.0), -8.0)),
        ),
        before=(arrow((66, -188), (66, -160), (62, -132)),),
    ),
    "shift": Figure(
        title="From foot to foot",
        text="Seen from the front: a person stands, feet as wide as the hips. An arrow at the pelvis goes over to "
        "one foot and back.",
        behind=(line((-90, 0.6), (90, 0.6)),),
        person=Front(
            legs=(
                FrontLeg(hip=(-9, 208), knee=(-16.5, 298), ankle=(-23.5, 380), toes=(-27, 392.4)),
                FrontLeg(hip=(29, 208), knee=(27.5, 298), ankle=(23.5, 380), toes=(27, 392.4)),
            ),
            shift=10.0,
            arms=(((-41.0, 150.0), (-49.0, 203.0), None), ((61.0, 150.0), (69.0, 203.0), None)),
        ),
        before=(arrow((-22, -198), (8, -190), (38, -198)),),
    ),
    "one-leg-bend": Figure(
        title="A small bend on one foot",
        text="A person stands on one foot, the knee a little bent, one finger on a wall. An arrow beside the hip goes "
        "down and back up.",
        behind=(ground(-82, 78), line((76, 0.6), (76, -396))),
        person=Side(
            hip=(-7.0, -186.0), trunk=5.0, head=-4.0, near_leg=Leg(ankle=grounded(-2.0)),
            far_leg=Leg(ankle=(-52.0, -62.0), foot=42.0, knee=(6.0, -101.0)),
            near_arm=Arm(wrist=(54.0, -262.0), hand=120.0),
        ),
        before=(arrow((-44, -216), (-44, -196), (-44, -172)),),
    ),
    "belly-breath-walking": Figure(
        title="The same hand, walking",
        text="A person walks with one hand below the navel. A small arrow before the hand goes out and back.",
        behind=(ground(-96, 104),),
        person=walking(hand_on_belly(), Arm(wrist=(-34.0, -216.0), elbow=(-30.0, -262.0))),
        before=(arrow((42, -226), (54, -226), (68, -226)),),
    ),
    "walk-hands": Figure(
        title="Thirty steps with your hands on",
        text="A person walks with the hands between the lowest ribs and the hip bones. One arrow at the ribs and one "
        "at the hip bones ask which way each of them turns.",
        behind=(ground(-96, 104),),
        person=walking(Arm(wrist=(-6.0, -226.0), elbow=(-44.0, -268.0), hand=70.0), None),
        before=(arrow((30, -256), (48, -248), (68, -256)), arrow((30, -206), (48, -198), (68, -206))),
    ),
    "change-game": Figure(
        title="Ten times another way",
        text="A person walks. An arrow on the floor ahead turns off to another direction.",
        behind=(ground(-96, 104),),
        person=walking(*SWINGING),
        before=(arrow((92, -18), (168, -22), (140, -62), both=False),),
    ),
    "steps-50": Figure(
        title="Steps between two marks",
        text="A person runs between two marks that stand on the floor, one behind and one ahead.",
        behind=(ground(-170, 176), slab(-160, -64, 5, 64, 1.0), slab(160, -64, 5, 64, 1.0)),
        person=RUNNING,
        before=(arrow((84, -40), (112, -40), (140, -40), both=False),),
    ),
    "run-scan": Figure(
        title="Ten questions after a run",
        text="A person stands. An arrow beside the body goes from the floor up to the head.",
        behind=(ground(-64, 90),),
        person=Side(
            hip=(0.0, -196.0), near_leg=Leg(ankle=grounded(-4.0)), far_leg=Leg(ankle=grounded(5.0)), near_arm=HANG,
        ),
        before=(arrow((58, -12), (64, -190), (54, -372), both=False),),
    ),
}  # fmt: skip

FIGURES = POSITIONS | LYING_TESTS | SITTING_TESTS | UPRIGHT_TESTS
