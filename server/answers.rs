//! What an editor asks of a design. Plain data out, bytes only; answers cannot fail.
