/// What Java and a Python worker say to each other over their socket: start at [WorkerChannel]. A frame is
/// a header ([FrameHeader]) and a body; rows go out by column ([RowsBody]), scores come back ([ScoresBody]).
/// `worker.py` holds the other end.
@NullMarked
package dev.slipway.scoring.worker.frame;

import org.jspecify.annotations.NullMarked;
