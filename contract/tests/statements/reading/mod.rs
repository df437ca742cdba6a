//! Files as banks and vendors make them, and as they should not.

mod camt;
mod encodings;
mod invoice_samples;
mod invoices;
mod mt940;
mod pain;
mod refused;
mod returns;
mod samples;
mod strange;
mod stream;
mod tables;
