"""How a lesson speaks: length, questions, names, evaluations (L30–L45 but L41, L35 and L40)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from understride.lessons.rules.kit import EVERY, Found, first, has, parts_of, rule, share, shown
from understride.lessons.scoring import Part, Pause, Said, Score
from understride.lessons.tables import positions, words
from understride.lessons.tokens import count_words
from understride.words import grade

LONGEST, MEAN = 20, 12  # words in a sentence
QUESTIONS = {"floor": (0.25, 0.50), "upright": (0.25, 0.50), "short": (0.20, 0.50)}  # share of the sentences
AFTER_QUESTION = 5.0  # seconds
GRADE = 6.0  # school years
NOW = 0.15  # share of sentences that may open with "now"
_ITEM = r"(?:(?!and\b|or\b)[\w'’{}-]+ ?){1,3}"
_LIST = re.compile(rf"(?:{_ITEM}, ){{2,}}{_ITEM}(?:,|(?:,? ?\b(?:and|or)\b)) ?\w", re.IGNORECASE)
_OPENER = re.compile(
    r"^[^,]*\b(?:time|more|again|back|front|side|chair|once|then|standing|sitting)\b[^,]*, ", re.IGNORECASE
)


@rule("L30", "E", EVERY)
def short_sentences(score: Score) -> Iterator[Found]:
    """Sentences of 20 words at most, 12 on average, and lists of three things at most."""
    counts = []
    for said in score.said:
        counts.append(count_words(said.written))
        if counts[-1] > LONGEST:
            yield said.line, f"{counts[-1]} words in one sentence; at most {LONGEST}. Make it two."
        if _LIST.search(_OPENER.sub("", said.written)):
            yield said.line, "a list of more than three things. Name three, or make two sentences."
    if counts and sum(counts) / len(counts) > MEAN:
        yield 1, f"{sum(counts) / len(counts):.1f} words a sentence on average; at most {MEAN}. Cut words."


@rule("L31", "E", EVERY)
def questions(score: Score) -> Iterator[Found]:
    """A quarter to a half of the sentences ask; each move asks; after a question comes time to sense."""
    low, high = QUESTIONS[score.lesson.front.kind]
    if not low <= score.questions <= high:
        todo = "Turn statements into questions" if score.questions < low else "Turn questions into statements"
        yield (
            1,
            f"{share(score.questions)} of the sentences are questions; it needs {share(low)} to {share(high)}. {todo}.",
        )
    for part in score.parts:
        if part.block.kind == "move" and not any(said.question for said in part.said):
            yield (
                part.block.line,
                "this movement asks nothing. Add a question about order, path, price or sides.",
            )
        yield from _after_questions(part)


def _after_questions(part: Part) -> Iterator[Found]:
    for paragraph in part.block.paragraphs:
        here = [event for event in part.events if event.line == paragraph.line]
        asked = [event for event in here if isinstance(event, Said) and event.question]
        pauses = [event for event in here if isinstance(event, Pause) and event.kind != "gap"]
        if len(asked) > 2:
            yield (
                paragraph.line,
                f"{len(asked)} questions without time between them; at most two. Put a token after the first.",
            )
        enough = sum(p.seconds for p in pauses) >= AFTER_QUESTION or any(p.kind == "repeat" for p in pauses)
        if asked and not enough:
            yield (
                paragraph.line,
                'after a question comes time to sense: 5 s or one repetition. Put "(5s)" or "(x1)" at the end.',
            )


@rule("L32", "E", EVERY)
def no_leading(score: Score) -> Iterator[Found]:
    """Nothing tells what there is to feel."""
    for line, text in _spoken(score):
        if found := first(text, words().leading):
            yield (
                line,
                f'{found!r} tells the listener what to find. Ask "whether", "how", "where" or "which".',
            )


@rule("L36", "W", EVERY)
def way_back(score: Score) -> Iterator[Found]:
    """A movement has its way back where it is first mentioned."""
    seen: set[str] = set()
    for part in parts_of(score, "move"):
        block = part.block
        key = block.pair or block.action.replace("{B}", "{A}")
        if key in seen:
            continue
        seen.add(key)
        text = ""
        for paragraph in block.paragraphs:
            text += " " + paragraph.text
            if any(token.kind == "repeat" for token in paragraph.tokens):
                break
        if not has(text, words().way_back):
            yield block.line, 'the movement has no way back before it is repeated. Say "and come back".'


@rule("L37", "E", EVERY)
def plain_names(score: Score) -> Iterator[Found]:
    """Plain names: no muscle, two anatomical terms at most."""
    terms: dict[str, int] = {}
    for line, text in _spoken(score):
        if found := first(text, words().muscles):
            yield line, f"{found!r} names a muscle. Say the place, as everyone calls it."
        if found := first(text, words().anatomy):
            terms.setdefault(found.lower(), line)
    for term, line in list(terms.items())[2:]:
        yield line, f"{term!r} is the third anatomical term of this lesson; at most two. Use its plain name."


@rule("L38", "E", EVERY)
def no_breath_command(score: Score) -> Iterator[Found]:
    """Nobody is told how to breathe."""
    for part in score.parts:
        for said in part.said:
            found = first(said.written, words().breath_commands)
            if found and not said.question:
                yield (
                    said.line,
                    f'{found!r} commands the breath. Ask instead: "Does your breath wait for you?"',
                )


@rule("L39", "E", EVERY)
def eyes_open(score: Score) -> Iterator[Found]:
    """Eyes stay open upright and in short items; on the floor, closing them is an offer."""
    for part in score.parts:
        lying = bool(part.block.position) and positions()[part.block.position].lying
        for said in part.said:
            if not (found := first(said.written, words().eyes_closed)):
                continue
            if not lying or score.lesson.front.kind == "short":
                yield said.line, f"{found!r} in an upright or short item. Leave the eyes open."
            elif not has(said.written, words().offers):
                yield (
                    said.line,
                    f'{found!r} is a command. Make it an offer: "Your eyes may close, if you like."',
                )


@rule("L42", "E", EVERY)
def easy_words(score: Score) -> Iterator[Found]:
    """Reading grade 6 or lower; "now" opens few sentences."""
    said = score.said
    reading = grade(" ".join(s.text for s in said))
    if reading > GRADE:
        yield 1, f"reading grade {reading:.1f}; at most {GRADE:g}. Use shorter words and sentences."
    opened = [s for s in said if re.match(r"now\b", s.text, re.IGNORECASE) and count_words(s.text) > 1]
    if len(opened) > NOW * len(said):
        yield (
            opened[-1].line,
            f'{len(opened)} of {len(said)} sentences begin with "now"; at most {share(NOW)}. Cut the word.',
        )


@rule("L43", "E", EVERY)
def title_and_run_questions(score: Score) -> Iterator[Found]:
    """The title neither commands nor promises; one or two real questions go along on a run, and none asks to change."""
    lesson, front = score.lesson, score.lesson.front
    start = re.match(r"\w+", front.title)
    if start and start[0].lower() in words().orders:
        yield lesson.at("title"), f"the title begins with a command ({start[0]!r}). Name a thing or a place."
    if found := first(front.title, words().promises):
        yield lesson.at("title"), f"the title promises ({found!r}). Name what is met, not what comes of it."
    if front.kind != "short" and not 1 <= len(front.run_questions) <= 2:
        yield lesson.at("run_questions"), f"{len(front.run_questions)} run questions; one or two are needed."
    for key, asked in (("run_questions", front.run_questions), ("walk_questions", front.walk_questions)):
        for text in asked:
            if not text.endswith("?"):
                yield lesson.at(key), f"{text!r} is not a question. Ask."
            if found := first(text, words().changing):
                yield lesson.at(key), f"{found!r} asks to change something. A run question only notices."


@rule("L44", "E", EVERY)
def no_evaluation(score: Score) -> Iterator[Found]:
    """What is sensed is never judged."""
    for line, text in _spoken(score):
        if found := first(text, words().evaluations):
            yield line, f"{found!r} judges. Ask what is different, and what is the same."


@rule("L45", "E", EVERY)
def no_causes(score: Score) -> Iterator[Found]:
    """No cause is told inside a lesson."""
    for line, text in _spoken(score):
        if found := first(text, words().causes):
            yield line, f"{found!r} tells a cause or promises a repair. Why this lesson is said outside it."


def _spoken(score: Score) -> Iterator[tuple[int, str]]:
    """Every line that is heard or read, once."""
    for part in score.parts:
        yield from shown(part.block)


RULES = (
    short_sentences,
    questions,
    no_leading,
    way_back,
    plain_names,
    no_breath_command,
    eyes_open,
    easy_words,
    title_and_run_questions,
    no_evaluation,
    no_causes,
)
