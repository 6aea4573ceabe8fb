"""What a version of a report says: figures exactly as given, and words."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import func, insert, or_, true
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from content.answers import Answer, AnswerStatus
from storage.models import Obligation, Submission, SubmissionText, SubmissionValue

_ADD_VALUE = insert(SubmissionValue)
_ADD_TEXT = insert(SubmissionText)


async def write(
    session: AsyncSession,
    submission_id: int,
    answers: Mapping[str, Answer],
    texts: Mapping[str, str],
) -> None:
    """Keep the answers of a version, by indicator and by question."""
    connection = await session.connection()
    if values := [_row(submission_id, code, answer) for code, answer in answers.items()]:
        await connection.execute(_ADD_VALUE, values)
    if told := [
        {"submission_id": submission_id, "question": question, "words": words}
        for question, words in texts.items()
    ]:
        await connection.execute(_ADD_TEXT, told)


async def answers_of(session: AsyncSession, submission_id: int) -> dict[str, Answer]:
    """What a version says, by indicator."""
    rows = await session.exec(
        select(SubmissionValue).where(SubmissionValue.submission_id == submission_id)
    )
    return {row.indicator_code: _answer(row) for row in rows}


async def texts_of(session: AsyncSession, submission_id: int) -> dict[str, str]:
    """What a version tells, by question."""
    rows = await session.exec(
        select(SubmissionText.question, SubmissionText.words).where(
            SubmissionText.submission_id == submission_id
        )
    )
    return dict(rows.all())


async def previous_values(
    session: AsyncSession,
    unit_code: str,
    indicator_codes: Collection[str],
    before_period: str,
    limit: int = 6,
    *,
    cadence: str | None = None,
) -> dict[str, list[Answer]]:
    """What a unit reported of these indicators for earlier periods (keys like "2026-12"), newest
    first, of one cadence if it is named. Answers without figure and words are passed over."""
    rows = await session.exec(
        _earlier_values(unit_code, indicator_codes, before_period, limit, cadence)
    )
    earlier: dict[str, list[Answer]] = {code: [] for code in indicator_codes}
    for row in rows:
        earlier[row.indicator_code].append(_answer(row))
    return earlier


def _earlier_values(
    unit_code: str,
    indicator_codes: Collection[str],
    before_period: str,
    limit: int,
    cadence: str | None,
) -> Any:
    newest_first = (col(Obligation.period).desc(), col(Obligation.id).desc())
    version = aliased(Submission)
    newest = select(func.max(version.version)).where(version.obligation_id == Obligation.id)
    ranked = (
        select(
            col(SubmissionValue.submission_id),
            col(SubmissionValue.indicator_code),
            func.row_number()
            .over(partition_by=col(SubmissionValue.indicator_code), order_by=newest_first)
            .label("place"),
        )
        .join(Submission, col(Submission.id) == col(SubmissionValue.submission_id))
        .join(Obligation, col(Obligation.id) == col(Submission.obligation_id))
        .where(
            Obligation.unit_code == unit_code,
            Obligation.period < before_period,
            true() if cadence is None else col(Obligation.cadence) == cadence,
            Submission.version == newest.scalar_subquery(),
            col(SubmissionValue.indicator_code).in_(indicator_codes),
            or_(col(SubmissionValue.value).is_not(None), col(SubmissionValue.words).is_not(None)),
        )
        .subquery()
    )
    return (
        select(SubmissionValue)
        .join(
            ranked,
            (col(SubmissionValue.submission_id) == ranked.c.submission_id)
            & (col(SubmissionValue.indicator_code) == ranked.c.indicator_code),
        )
        .where(ranked.c.place <= limit)
        .order_by(ranked.c.place)
    )


def _row(submission_id: int, code: str, answer: Answer) -> dict[str, Any]:
    return {
        "submission_id": submission_id,
        "indicator_code": code,
        "status": answer.status.value,
        "numerator": answer.numerator,
        "denominator": answer.denominator,
        "value": answer.value,
        "words": answer.words,
        "warnings": list(answer.warnings),
    }


def _answer(row: SubmissionValue) -> Answer:
    return Answer(
        status=AnswerStatus(row.status),
        numerator=row.numerator,
        denominator=row.denominator,
        value=row.value,
        words=row.words,
        warnings=tuple(row.warnings),
    )
