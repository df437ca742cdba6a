use super::reasons::{Kind, Reason};
use crate::{
    ids::{Id, Millis},
    requests,
};

/// Where mails that came back are handed in, and listed for the vendor's admins.
pub const PATH: &str = "/api/v1/mail/bounces";
/// The portal's page of them.
pub const PAGE: &str = "/mail/bounces";

words! {
    /// What followed when a mail that came back was handed in.
    Taken {
        /// It can't be delivered: whoever waits for it is told.
        Bounced = "bounced",
        /// It is sent again later.
        Again = "again",
        /// The other server goes on trying.
        Delayed = "delayed",
        /// Written down; nothing follows.
        Noted = "noted",
        /// It is a person's answer, and stands in the thread.
        Answered = "answered",
        /// It is an answer that is not taken: from another address than the mail went to, or of somebody who may not write there any more.
        Refused = "refused",
        /// It was there already.
        Known = "known",
        /// An automatic answer, or nothing of the kind.
        NoBounce = "no_bounce",
        /// It names no mail of ours.
        NotOurs = "not_ours",
    }
}

wire! {
    /// What followed.
    pub struct HandedIn {
        pub taken: Taken,
    }

    /// A mail of ours that came back, as the vendor's admins see it.
    pub struct Bounce {
        pub id: Id,
        pub at: Millis,
        pub kind: Kind,
        pub reason: Reason,
        /// The enhanced status (RFC 3463); of a complaint there is none.
        pub status: Option<String>,
        pub permanent: bool,
        pub taken: Taken,
        /// What the server said.
        pub diagnostic: String,
        /// To whom it was.
        pub name: String,
        pub email: String,
        /// The person, if the address is one's of ours or a partner's.
        pub person_id: Option<Id>,
        /// The request, if it was to a recipient who is pinned to one.
        pub request: Option<BouncedFor>,
    }

    /// A request of which a mail came back.
    pub struct BouncedFor {
        pub id: Id,
        pub kind: requests::Kind,
        pub number: String,
    }
}
