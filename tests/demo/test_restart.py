from kiosk.demo.restart import LONGEST_DELAY_S, STEADY_AFTER_S, Restart, after_end


def test_delay_doubles_with_each_quick_end() -> None:
    restart, delays = Restart(), []
    for _ in range(4):
        restart = after_end(restart, started_at=100.0, now=100.5)
        delays.append(round(restart.at - 100.5, 3))
    assert delays == [0.2, 0.4, 0.8, 1.6]
    assert restart.restarts == 4


def test_delay_never_passes_its_cap() -> None:
    restart = Restart()
    for _ in range(50):
        restart = after_end(restart, started_at=0.0, now=1.0)
    assert restart.at == 1.0 + LONGEST_DELAY_S


def test_steady_life_is_forgiven() -> None:
    restart = after_end(Restart(ends=9, restarts=9), started_at=0.0, now=STEADY_AFTER_S)
    assert (restart.ends, restart.restarts) == (1, 10)
    assert restart.at == STEADY_AFTER_S + 0.2
