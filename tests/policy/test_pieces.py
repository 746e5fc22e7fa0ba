import threading

from policy.pieces import in_pieces, resting


def test_whoever_rests_does_so_after_each_piece() -> None:
    done: list[object] = []
    with resting(lambda: done.append("rest")):
        for piece in in_pieces([1, 2]):
            done.append(piece)
    assert done == [1, "rest", 2, "rest"]


def test_nobody_else_rests() -> None:
    rests: list[None] = []
    with resting(lambda: rests.append(None)):
        other = threading.Thread(target=lambda: list(in_pieces([1, 2])))
        other.start()
        other.join()
    assert [*in_pieces([1, 2])] == [1, 2]
    assert rests == []
