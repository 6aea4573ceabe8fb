"""Conversations. One file is one conversation and one router; the order below is the law."""

from functools import cache

from aiogram import Dispatcher, Router

from handlers import (
    cancel,
    channels,
    command_words,
    fallback,
    fraud,
    linking,
    menu,
    naming,
    paging,
    privacy,
    reachability,
    settings,
    start,
)
from handlers.citizen import (
    asking_again,
    certificates,
    courses,
    doors,
    elder,
    finding,
    help_in_person,
    home,
    learners,
    learners_names,
    lessons,
    listening,
    practice,
    progress,
    quiz,
    ranking,
    review,
    rhythm,
    rhythm_typed,
    verifying,
)
from handlers.focal import (
    about_sent,
    coming_back,
    extension,
    extension_review,
    extension_withdrawal,
    my_reports,
    replies,
    report,
    sent,
    sent_correction,
    working,
)
from handlers.linking import going_on
from handlers.office import (
    call_list,
    extension_typed,
    extensions,
    invites,
    open_invites,
    overdue,
    overdue_words,
    status,
)
from storage.fsm import UnitOfWorkStorage


def routers() -> tuple[Router, ...]:
    """Who is asked first: command words, commands, a reply to a reminder, the open dialog. The
    fallback is last and answers everything else."""
    return (
        reachability.router,
        coming_back.router,
        linking.router,  # a code is a code wherever it is typed
        verifying.router,  # and so is that of a certificate
        naming.words_router,  # Dung is a name where a name is asked for
        learners_names.words_router,
        certificates.words_router,
        fraud.router,  # cannot wait for what is open
        doors.stop_router,
        asking_again.right_router,
        command_words.router,
        rhythm_typed.router,  # "8" is an hour there, not the eighth choice
        doors.router,
        cancel.router,
        start.router,
        menu.router,
        paging.router,
        settings.router,
        privacy.router,
        channels.router,
        home.router,
        progress.router,
        courses.router,
        lessons.router,
        elder.router,
        listening.router,
        help_in_person.router,
        quiz.router,
        learners.router,
        rhythm.router,
        review.router,
        finding.router,
        practice.router,
        certificates.router,
        ranking.router,
        asking_again.early_router,
        finding.asked_router,
        start.asking_router,  # whoever has not agreed may type these commands too
        my_reports.router,
        sent.router,
        overdue.router,
        call_list.router,
        status.router,
        overdue_words.router,
        invites.router,
        open_invites.router,
        extensions.router,
        extension_typed.router,
        extension_withdrawal.router,
        replies.router,
        going_on.router,
        naming.router,
        learners_names.router,
        report.router,
        extension.router,
        extension_review.router,
        working.router,
        sent_correction.router,
        about_sent.router,
        replies.typed_router,
        asking_again.router,
        fallback.router,
    )


@cache
def dispatcher() -> Dispatcher:
    """One a process: it keeps nothing, whatever it needs comes with each update."""
    built = Dispatcher(storage=UnitOfWorkStorage(), name="conversations")
    built.include_routers(*routers())
    return built
