mod download;
mod orphans;
mod remove;
mod upload;
