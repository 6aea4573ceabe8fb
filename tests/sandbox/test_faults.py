"""What goes wrong on request, as two libraries understand it."""

import pytest

from bot.sandbox import faults
from bot.sandbox.faults import Fault
from bot.sandbox.telegram import TelegramServer
from tests.sandbox.clients import Client

# The library announces that retry_after will be a timedelta one day.
pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")

AN, BINH = 5, 6

KINDS = [
    (faults.flood(7), "flood"),
    (faults.USER_BLOCKED, "forbidden"),
    (faults.USER_DEACTIVATED, "forbidden"),
    (faults.KICKED, "forbidden"),
    (faults.KICKED_FROM_SUPERGROUP, "forbidden"),
    (faults.GROUP_DELETED, "forbidden"),
    (faults.UNKNOWN_403, "forbidden"),
    (faults.CHAT_NOT_FOUND, "bad request"),
    (faults.UNKNOWN_400, "bad request"),
    (faults.migrated(-1_002_233), "migrated"),
    (faults.BAD_GATEWAY, "garbled"),
    (faults.EMPTY_BODY, "garbled"),
    (faults.SERVER_ERROR, "server"),
    (faults.DROPPED_BEFORE, "network"),
    (faults.DROPPED_AFTER, "network"),
]


@pytest.fixture(autouse=True)
def people(server: TelegramServer) -> None:
    server.person(AN, has_started=True)
    server.person(BINH, has_started=True)


@pytest.mark.parametrize(("fault", "kind"), KINDS, ids=lambda value: str(value)[:60])
async def test_fault_reaches_the_bot_once(
    fault: Fault, kind: str, server: TelegramServer, client: Client
) -> None:
    server.fail_next("sendMessage", fault)
    with pytest.raises(client.errors[kind]):
        await client.ask("send_message", chat_id=AN, text="một")
    await client.ask("send_message", chat_id=AN, text="hai")


async def test_drop_after_leaves_the_message_in_the_chat(
    server: TelegramServer, client: Client
) -> None:
    server.fail_next("sendMessage", faults.DROPPED_AFTER)
    server.fail_next("sendMessage", faults.DROPPED_BEFORE)
    for _ in range(2):
        with pytest.raises(client.errors["network"]):
            await client.ask("send_message", chat_id=AN, text="đến hay không?")
    assert len(server.phones[AN].received) == 1


async def test_fault_for_one_chat_spares_the_others(
    server: TelegramServer, client: Client
) -> None:
    server.fail_next("sendMessage", faults.USER_BLOCKED, chat_id=AN)
    await client.ask("send_message", chat_id=BINH, text="đến")
    with pytest.raises(client.errors["forbidden"]):
        await client.ask("send_message", chat_id=AN, text="không đến")


async def test_blocked_bot_may_not_write_until_it_is_written_to(
    server: TelegramServer, client: Client
) -> None:
    phone = server.phones[AN]
    phone.blocks()
    with pytest.raises(client.errors["forbidden"], match=r"(?i)bot was blocked by the user"):
        await client.ask("send_message", chat_id=AN, text="không đến")
    phone.says("/start")
    await client.ask("send_message", chat_id=AN, text="đến")


async def test_journal_tells_what_failed(server: TelegramServer, client: Client) -> None:
    server.fail_next("sendMessage", faults.flood(3))
    with pytest.raises(client.errors["flood"]):
        await client.ask("send_message", chat_id=AN, text="một")
    call = server.calls[-1]
    assert (call.method, call.chat_id) == ("sendmessage", AN)
    assert call.error is not None
    assert call.error.parameters == {"retry_after": 3}
