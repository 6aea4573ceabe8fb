"""Never more than Telegram bears: 25 a second, 1 to a chat, 18 a minute to a group."""

from bot.delivery.pacing import Pace


def send_all(pace: Pace, recipients: list[str], until: float) -> list[tuple[float, str]]:
    """Send as soon as allowed, on a clock of milliseconds."""
    sent: list[tuple[float, str]] = []
    waiting = list(recipients)
    for tick in range(int(until * 1000)):
        now = tick / 1000
        for recipient in list(waiting):
            if pace.wait_for_any(now) > 0:
                break
            if pace.wait_for(recipient, now) > 0:
                continue
            pace.spend(recipient, now)
            sent.append((now, recipient))
            waiting.remove(recipient)
    return sent


def most_within(seconds: float, times: list[float]) -> int:
    return max(sum(1 for t in times if start <= t < start + seconds) for start in times)


def test_a_thousand_chats_get_25_a_second_and_no_more() -> None:
    sent = send_all(Pace(25), [str(n) for n in range(1000)], until=20)
    times = [at for at, _ in sent]
    assert most_within(1.0, times) <= 25
    assert len(times) >= 0.98 * 25 * 20


def test_one_chat_gets_three_at_once_and_then_one_a_second() -> None:
    times = [at for at, _ in send_all(Pace(25), ["1"] * 10, until=8)]
    assert times[2] < 0.2
    assert [round(at) for at in times[3:8]] == [1, 2, 3, 4, 5]


def test_a_group_gets_18_a_minute() -> None:
    times = [at for at, _ in send_all(Pace(25), ["-100"] * 40, until=70)]
    assert most_within(60.0, times) == 18


def test_a_refused_chat_rests_as_long_as_told_and_others_go_on() -> None:
    pace = Pace(25)
    pace.refuse("1", 30.0, now=0.0)
    assert pace.wait_for("1", 29.0) == 1.0
    assert pace.wait_for("2", 0.0) == 0.0
    assert pace.wait_for_any(0.1) == 0.0


def test_refusals_of_two_chats_at_once_rest_everybody() -> None:
    pace = Pace(25)
    pace.refuse("1", 10.0, now=0.0)
    pace.refuse("2", 5.0, now=1.0)
    assert pace.wait_for_any(2.0) == 4.0


def test_chats_long_quiet_are_forgotten() -> None:
    pace = Pace(25)
    send_all(pace, [str(n) for n in range(100)], until=5)
    assert pace.resting(now=1000.0) == []
    assert not pace._chats


def test_the_next_change_is_when_the_first_who_rests_may_get_more() -> None:
    pace = Pace(25)
    assert pace.next_change(now=0.0) is None
    send_all(pace, ["1"] * 4, until=2)
    assert pace.next_change(now=2.0) in (None, pace.wait_for("1", 2.0))
    pace.refuse("2", 5.0, now=10.0)
    assert pace.next_change(now=10.0) == 5.0
