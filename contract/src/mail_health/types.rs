use crate::ids::Millis;

words! {
    /// What a finding is about.
    Topic {
        /// Who may send for the domain (RFC 7208).
        Spf = "spf",
        /// What the mail server signs with (RFC 6376).
        Dkim = "dkim",
        /// What receivers do with what proves nothing (RFC 7489).
        Dmarc = "dmarc",
        /// Where bounces arrive.
        Mx = "mx",
        /// The name behind a server's address.
        Ptr = "ptr",
    }
}

words! {
    /// How bad it is.
    Level {
        /// As it should be.
        Good = "good",
        /// Could be better.
        Advice = "advice",
        /// Mails get lost by it.
        Wrong = "wrong",
        /// Can't be seen from here.
        Unknown = "unknown",
    }
}

words! {
    /// What was found.
    Verdict {
        /// Every server that is named may send.
        SpfFits = "spf_fits",
        /// There is no record.
        SpfMissing = "spf_missing",
        /// There are several: none counts.
        SpfSeveral = "spf_several",
        /// A part of it is not understood (`detail`): none of it counts.
        SpfUnreadable = "spf_unreadable",
        /// It needs more than ten lookups: none of it counts.
        SpfTooLong = "spf_too_long",
        /// Everybody may send.
        SpfAnybody = "spf_anybody",
        /// It does not say what becomes of all others.
        SpfOpen = "spf_open",
        /// A server (`detail`) may not send.
        SpfMisses = "spf_misses",
        /// A part of it (`detail`) depends on the single mail.
        SpfDepends = "spf_depends",
        /// A server (`detail`) is on this machine or in this network: under which address the world sees it, only its operator knows.
        SpfInside = "spf_inside",
        /// A server (`detail`) has no address.
        SpfNoAddress = "spf_no_address",
        /// Receivers find the key.
        DkimFits = "dkim_fits",
        /// No selector is named, so nothing can be looked up.
        DkimUnnamed = "dkim_unnamed",
        /// There is no key.
        DkimMissing = "dkim_missing",
        /// There is something that is no key.
        DkimUnreadable = "dkim_unreadable",
        /// The key was taken back.
        DkimRevoked = "dkim_revoked",
        /// The key is short.
        DkimShort = "dkim_short",
        /// It says that it is a test.
        DkimTest = "dkim_test",
        /// Receivers know what to do.
        DmarcFits = "dmarc_fits",
        /// There is no record.
        DmarcMissing = "dmarc_missing",
        /// There are several: none counts.
        DmarcSeveral = "dmarc_several",
        /// It has no policy.
        DmarcUnreadable = "dmarc_unreadable",
        /// It asks for nothing but reports.
        DmarcWatches = "dmarc_watches",
        /// The return path is under another domain (`detail`), so that SPF proves nothing of the sender.
        DmarcApart = "dmarc_apart",
        /// Bounces arrive.
        MxFits = "mx_fits",
        /// No return path is named: bounces go to the sender's mailbox, and nobody connects them with their mails.
        MxUnnamed = "mx_unnamed",
        /// Nobody takes mail there.
        MxMissing = "mx_missing",
        /// It is not said who takes mail; the host's own address stands in.
        MxImplied = "mx_implied",
        /// It is said that nobody takes mail.
        MxRefused = "mx_refused",
        /// Who takes mail (`detail`) has no address.
        MxNoAddress = "mx_no_address",
        /// An address of a server (`detail`) has no name that leads back to it.
        PtrMissing = "ptr_missing",
        /// DNS did not answer.
        Silence = "silence",
    }
}

impl Verdict {
    /// How bad it is.
    #[must_use]
    pub const fn level(self) -> Level {
        match self {
            Self::SpfFits | Self::DkimFits | Self::DmarcFits | Self::MxFits => Level::Good,
            Self::SpfOpen
            | Self::DkimUnnamed
            | Self::DkimShort
            | Self::DkimTest
            | Self::DmarcWatches
            | Self::DmarcApart
            | Self::MxUnnamed
            | Self::MxImplied
            | Self::PtrMissing => Level::Advice,
            Self::SpfDepends | Self::SpfInside | Self::Silence => Level::Unknown,
            Self::SpfMissing
            | Self::SpfSeveral
            | Self::SpfUnreadable
            | Self::SpfTooLong
            | Self::SpfAnybody
            | Self::SpfMisses
            | Self::SpfNoAddress
            | Self::DkimMissing
            | Self::DkimUnreadable
            | Self::DkimRevoked
            | Self::DmarcMissing
            | Self::DmarcSeveral
            | Self::DmarcUnreadable
            | Self::MxMissing
            | Self::MxRefused
            | Self::MxNoAddress => Level::Wrong,
        }
    }
}

words! {
    /// Why a mail was not sent.
    FailureClass {
        /// The mail server refused it for good.
        Refused = "refused",
        /// It said: not now.
        Deferred = "deferred",
        /// It did not answer in time.
        Timeout = "timeout",
        /// Nobody answered.
        Unreachable = "unreachable",
        /// It takes no mails at the moment, or none from us.
        Busy = "busy",
        /// It does not let us send as this sender.
        Sender = "sender",
        /// It does not take our name and password.
        Auth = "auth",
        /// No safe line could be made.
        Tls = "tls",
        /// The address is none.
        Address = "address",
        /// The mail could not be made.
        Unmade = "unmade",
    }
}

wire! {
    /// A record of DNS.
    pub struct DnsRecord {
        /// `TXT`, `MX`.
        pub kind: String,
        pub name: String,
        pub value: String,
    }

    /// One thing about the sender's domain.
    pub struct Finding {
        pub topic: Topic,
        pub verdict: Verdict,
        pub level: Level,
        /// The name that was looked up; empty where there was none.
        pub name: String,
        /// The server, the part or the address that it is about; may be empty.
        pub detail: String,
        /// What stands there now.
        pub found: Vec<String>,
        /// What should stand there instead.
        pub publish: Option<DnsRecord>,
    }

    /// A mail server by which mails go out.
    pub struct MailServer {
        /// Host and port.
        pub name: String,
        /// When it last took one.
        pub ok_at: Option<Millis>,
        pub failed_at: Option<Millis>,
        /// It is left alone until then.
        pub rests_until: Option<Millis>,
        /// Why; none while it is well, or has not been asked yet.
        pub error: Option<FailureClass>,
        /// The code that it gave.
        pub status: Option<String>,
    }

    /// Mails that were not sent, for one reason.
    pub struct Unsent {
        pub class: FailureClass,
        /// The server's code, where it gave one.
        pub status: Option<String>,
        /// Nobody tries them any more; else they are tried again.
        pub over: bool,
        pub mails: i64,
    }

    /// How mail is.
    pub struct MailHealth {
        /// The sender that people see.
        pub sender: String,
        /// Where bounces come back to.
        pub return_path: Option<String>,
        /// In the order in which they are asked; none where mails are not sent.
        pub servers: Vec<MailServer>,
        /// Mails that wait.
        pub waiting: i64,
        /// Since when the oldest of them waits.
        pub waits_since: Option<Millis>,
        /// Sent within the last day.
        pub sent: i64,
        /// Not sent within the last day, the most frequent reason first.
        pub unsent: Vec<Unsent>,
        /// Mails a minute and domain.
        pub limit: Option<i64>,
        /// What stands in DNS, the worst of each topic first.
        pub findings: Vec<Finding>,
    }
}
