//! The loop between an editor and the service: reads, calls, answers, and outlives whatever goes wrong in between.

use super::frames::{Frame, Frames, LIMIT};
use super::outbox::Outbox;
use futures::{FutureExt, StreamExt};
use serde_json::Value;
use std::future::{Future, poll_fn};
use std::io::Read;
use std::panic::AssertUnwindSafe;
use std::task::Poll;
use tokio::sync::mpsc;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};
use tower_lsp::{ClientSocket, ExitedError};
use tower_service::Service;

/// How many messages may wait before reading does.
const WAITING: usize = 1024;

/// What came in, as far as it could be understood.
enum Incoming {
    Request(Request),
    Response(Response),
    /// What could not be, and what is said about it.
    Wrong(Response),
}

/// Serves until the editor says `exit`, its stream ends, or `stop` does; then says whether that was in good order:
/// whether `shutdown` had been asked for before.
pub async fn serve<S, F>(
    input: impl Read + Send + 'static,
    outbox: Outbox,
    mut service: S,
    socket: ClientSocket,
    stop: impl Future<Output = ()>,
) -> bool
where
    S: Service<Request, Response = Option<Response>, Error = ExitedError, Future = F>,
    F: Future<Output = Result<Option<Response>, ExitedError>> + Send + Unpin + 'static,
{
    let (sender, mut incoming) = mpsc::channel(WAITING);
    std::thread::spawn(move || read(Frames::new(input), &sender));
    let (requests, mut responses) = socket.split();
    let mut requests = requests.fuse();
    let mut stop = std::pin::pin!(stop.fuse());
    let mut shut_down = false;
    loop {
        let message = tokio::select! {
            biased;
            () = &mut stop => return shut_down,
            Some(request) = requests.next() => {
                outbox.send(&request);
                continue;
            }
            message = incoming.recv() => message,
        };
        match message {
            None => return shut_down,
            Some(Incoming::Wrong(response)) => outbox.send(&response),
            Some(Incoming::Response(response)) => {
                // Fails only after `exit`.
                let _ = futures::SinkExt::send(&mut responses, response).await;
            }
            Some(Incoming::Request(request)) => {
                let is_exit = request.method() == "exit";
                shut_down |= request.method() == "shutdown" && request.id().is_some();
                call(&mut service, request, &outbox).await;
                if is_exit {
                    return shut_down;
                }
            }
        }
    }
}

/// Hands a request to the service. Up to its first await it is worked on here and now, so that all see the text as it
/// stood when they were sent; what is then left goes on beside the loop.
async fn call<S, F>(service: &mut S, request: Request, outbox: &Outbox)
where
    S: Service<Request, Response = Option<Response>, Error = ExitedError, Future = F>,
    F: Future<Output = Result<Option<Response>, ExitedError>> + Send + Unpin + 'static,
{
    let id = request.id().cloned();
    let method = request.method().to_owned();
    let answer = AssertUnwindSafe(service.call(request)).catch_unwind();
    let outbox = outbox.clone();
    let mut work = async move {
        match answer.await {
            Ok(Ok(Some(response))) => outbox.send(&response),
            Ok(Ok(None) | Err(ExitedError { .. })) => {}
            Err(_) => {
                outbox.log_panic(&method);
                if let Some(id) = id {
                    let mut error = Error::internal_error();
                    error.message = format!("draftsman failed at {method}; this is a mistake in draftsman").into();
                    outbox.send(&Response::from_error(id, error));
                }
            }
        }
    }
    .boxed();
    let is_done = poll_fn(|context| Poll::Ready(work.as_mut().poll(context).is_ready())).await;
    if !is_done {
        tokio::spawn(work);
    }
}

/// Reads to the end of the stream.
fn read(mut frames: Frames<impl Read>, sender: &mpsc::Sender<Incoming>) {
    while let Ok(Some(frame)) = frames.next() {
        let incoming = match frame {
            Frame::Message(body) => understand(&body).unwrap_or_else(|wrong| {
                frames.give_back(&body);
                Incoming::Wrong(*wrong)
            }),
            Frame::Garbage => Incoming::Wrong(wrong(
                ErrorCode::ParseError,
                Id::Null,
                "what came in was no message; skipped to the next `Content-Length`",
            )),
            Frame::TooLong(length) => Incoming::Wrong(wrong(
                ErrorCode::InvalidRequest,
                Id::Null,
                format!("a message of {length} bytes is longer than the {LIMIT} that are taken"),
            )),
        };
        if sender.blocking_send(incoming).is_err() {
            return;
        }
    }
}

fn understand(body: &[u8]) -> Result<Incoming, Box<Response>> {
    let value: Value = serde_json::from_slice(body)
        .map_err(|error| Box::new(wrong(ErrorCode::ParseError, Id::Null, format!("not JSON: {error}"))))?;
    let id = value
        .get("id")
        .and_then(|id| serde_json::from_value(id.clone()).ok())
        .unwrap_or(Id::Null);
    let no_message = |why: String| Box::new(wrong(ErrorCode::InvalidRequest, id.clone(), why));
    if value.is_array() {
        return Err(no_message(
            "batches are not part of the protocol; send one message after the other".to_owned(),
        ));
    }
    if value.get("method").is_some() {
        let mut request: Request = serde_json::from_value(value).map_err(|error| no_message(error.to_string()))?;
        // Some clients send an empty object where nothing is expected.
        if request.method() == "shutdown"
            && let Some(id) = request.id()
        {
            request = Request::build("shutdown").id(id.clone()).finish();
        }
        Ok(Incoming::Request(request))
    } else {
        let response =
            serde_json::from_value(value).map_err(|_| no_message("neither a request nor a response".to_owned()))?;
        Ok(Incoming::Response(response))
    }
}

fn wrong(code: ErrorCode, id: Id, message: impl Into<String>) -> Response {
    let mut error = Error::new(code);
    error.message = message.into().into();
    Response::from_error(id, error)
}
