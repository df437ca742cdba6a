mod download;
mod orphans;
mod pieces;
mod remove;
mod upload;
