mod link;
mod list;
mod receipt;
mod recipient_acts;
mod recipient_page;
mod renew;
mod track;
