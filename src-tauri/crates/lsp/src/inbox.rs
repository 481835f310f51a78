//! Messages that have arrived and wait for their turn.

use std::collections::VecDeque;

use lsp_server::{Connection, Message, Notification, RequestId};
use lsp_types::notification::{Cancel, Notification as _};
use lsp_types::{CancelParams, NumberOrString};

/// What comes next.
pub(crate) enum Next {
    Message(Message),
    /// A request that the client has taken back.
    Cancelled(RequestId),
    /// Nothing has arrived.
    Idle,
    /// Nothing will arrive any more.
    Closed,
}

/// The messages of one connection.
#[derive(Default)]
pub(crate) struct Inbox {
    waiting: VecDeque<Message>,
    cancelled: Vec<RequestId>,
}

impl Inbox {
    /// The next message; when there is none, [`Next::Idle`], or with `patient` the next to arrive.
    pub fn next(&mut self, connection: &Connection, patient: bool) -> Next {
        for message in connection.receiver.try_iter() {
            self.take(message);
        }
        if let Some(id) = self.cancelled.pop() {
            return Next::Cancelled(id);
        }
        if let Some(message) = self.waiting.pop_front() {
            return Next::Message(message);
        }
        if !patient {
            return Next::Idle;
        }
        match connection.receiver.recv() {
            Ok(message) => {
                self.take(message);
                self.next(connection, false)
            }
            Err(_) => Next::Closed,
        }
    }

    /// Lets a message wait; a cancellation takes out the request that it names, if that waits.
    fn take(&mut self, message: Message) {
        match message {
            Message::Notification(notification) if notification.method == Cancel::METHOD => {
                let Some(id) = cancelled(notification) else { return };
                let before = self.waiting.len();
                self.waiting
                    .retain(|waiting| !matches!(waiting, Message::Request(request) if request.id == id));
                if self.waiting.len() < before {
                    self.cancelled.push(id);
                }
            }
            message => self.waiting.push_back(message),
        }
    }
}

fn cancelled(notification: Notification) -> Option<RequestId> {
    let params: CancelParams = serde_json::from_value(notification.params).ok()?;
    Some(match params.id {
        NumberOrString::Number(number) => RequestId::from(number),
        NumberOrString::String(text) => RequestId::from(text),
    })
}
