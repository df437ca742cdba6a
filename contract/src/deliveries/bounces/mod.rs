//! Mails that did not arrive: why, in classes that a person can do something about, and whether another try may help.
//!
//! What a mail server says comes as an enhanced status (RFC 3463), as a reply code (RFC 5321) and as text; [`classify()`] makes one [`Reason`] of it.
//! The order: a status that means one thing only, wherever it stands (the remote server's before the reporting one's); then the text, by tables
//! of phrases; then a status or a reply code that means several things, by what it mostly means.
//!
//! Two rules where the sources contradict each other:
//! - *Status 4.x, and the server's reply begins with 5*: an enhanced status in that reply holds. A bare 5xx does not: whoever reports has
//!   tried for days and calls it temporary, most often because our side was refused before an address was named. In doubt it is temporary:
//!   one more try costs nothing, a stop costs somebody their mail.
//! - *"No such user" without a status, and not in reply to RCPT*: that is [`Reason::Filtered`]. Servers that look at the content first say so, too;
//!   an address is held to be wrong only on the word of a server that was asked about the address alone, or by its own directory.

mod classify;
mod codes;
mod listed;
mod phrases;
mod reasons;
mod standard;

pub use classify::{Classified, Said, Stage, classify};
pub use codes::{EnhancedStatus, reply_code};
pub use listed::{Bounce, BouncedFor, HandedIn, PAGE, PATH, Taken};
pub use reasons::{Action, Kind, Reason};
