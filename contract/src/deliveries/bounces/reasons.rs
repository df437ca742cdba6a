//! The words.

words! {
    /// What a mail is that came to a return path.
    Kind {
        /// Something was not delivered, or is late; or it is said that it was.
        Bounce = "bounce",
        /// A vacation note or another machine's answer: the mail has arrived.
        AutoReply = "auto_reply",
        /// Somebody calls our mail spam (RFC 5965).
        Complaint = "complaint",
        /// Somebody's mail program says that it was shown (RFC 8098).
        Receipt = "receipt",
        /// A bounce of a bounce: nobody waits for it.
        DoubleBounce = "double_bounce",
        /// It goes round in circles.
        Loop = "loop",
        /// Anything else.
        Other = "other",
    }
}

words! {
    /// What became of a recipient's mail, in RFC 3464's words.
    Action {
        /// Given up.
        Failed = "failed",
        /// Not yet; the server goes on trying.
        Delayed = "delayed",
        /// In the mailbox.
        Delivered = "delivered",
        /// Handed to somebody who reports no further.
        Relayed = "relayed",
        /// Handed to a list's members.
        Expanded = "expanded",
    }
}

words! {
    /// Why a mail did not arrive. The words are those of the bounce classes that mail operators know from Sisimai, so that logs can be compared.
    Reason {
        /// There is no such address.
        NoSuchAddress = "userunknown",
        /// There is no such domain.
        NoSuchDomain = "hostunknown",
        /// The address has moved.
        Moved = "hasmoved",
        /// The domain takes no mail at all.
        TakesNoMail = "notaccept",
        /// The mailbox is full.
        MailboxFull = "mailboxfull",
        /// The mailbox is closed for now, or its owner's account is.
        Suspended = "suspend",
        /// The mail is too large.
        TooLarge = "mesgtoobig",
        /// The mail is too large for this mailbox.
        OverLimit = "exceedlimit",
        /// A filter of the recipient's; or the address is not known, and was not asked about alone.
        Filtered = "filtered",
        /// Held to be spam.
        Spam = "spamdetected",
        /// Held to be a virus.
        Virus = "virusdetected",
        /// Our sender's address is refused.
        SenderRefused = "rejected",
        /// Our mail server's address is refused.
        HostBlocked = "blocked",
        /// Our mail server is thought badly of.
        BadReputation = "badreputation",
        /// SPF, DKIM or DMARC fail.
        Authentication = "authfailure",
        /// Our mail server's address has no name, or another one.
        NoReverseName = "requireptr",
        /// Against a policy.
        Policy = "policyviolation",
        /// Some security rule.
        Security = "securityerror",
        /// The server is not responsible for the recipient.
        NoRelaying = "norelaying",
        /// Too much in a short time.
        TooFast = "speeding",
        /// Too many connections at once.
        TooManyConnections = "toomanyconn",
        /// The mail is not written as the standard says.
        NotCompliant = "notcompliantrfc",
        /// No encrypted connection came about.
        NoTls = "failedstarttls",
        /// Tried until it was too late.
        Expired = "expired",
        /// The network: a name is not found, no route, or mail goes round in circles.
        NotReachable = "networkerror",
        /// A server did not understand a command or an address.
        Syntax = "syntaxerror",
        /// A fault of the other server's.
        ServerFault = "systemerror",
        /// The other server's disk is full.
        ServerFull = "systemfull",
        /// A program that should have taken the mail failed.
        ProgramFailed = "mailererror",
        /// Something in the content.
        Content = "contenterror",
        /// On a list of addresses that the mail service no longer writes to.
        Suppressed = "suppressed",
        /// Something was said, and nobody knows what it means.
        NotUnderstood = "onhold",
        /// Nothing was said.
        NotSaid = "undefined",
        /// It has arrived.
        Delivered = "delivered",
        /// The recipient calls it spam.
        Complaint = "feedback",
        /// The recipient is away.
        Away = "vacation",
    }
}

impl Reason {
    /// Whether a failure for this reason speaks against the address itself: writing there again is no use.
    #[must_use]
    pub const fn is_of_the_address(self) -> bool {
        matches!(self, Self::NoSuchAddress | Self::NoSuchDomain | Self::Moved | Self::TakesNoMail)
    }

    /// Whether a later try may help, where no server has said so by its code.
    #[must_use]
    pub const fn is_temporary(self) -> bool {
        matches!(self, Self::TooFast | Self::TooManyConnections | Self::Expired | Self::NotReachable | Self::ServerFull | Self::NoTls)
    }
}
