words! {
    /// A region whose public holidays are known by rule: ISO 3166-2, and `…-K` for the communities of a state in which a Catholic holiday counts.
    Region {
        /// Germany: what holds in all states.
        De = "DE",
        DeBw = "DE-BW",
        /// Bavaria without Assumption Day, which only Catholic communities have.
        DeBy = "DE-BY",
        /// Bavaria with Assumption Day: Munich, and most communities.
        DeByK = "DE-BY-K",
        /// Augsburg, with its Peace Festival.
        DeByA = "DE-BY-A",
        DeBe = "DE-BE",
        DeBb = "DE-BB",
        DeHb = "DE-HB",
        DeHh = "DE-HH",
        DeHe = "DE-HE",
        DeMv = "DE-MV",
        DeNi = "DE-NI",
        DeNw = "DE-NW",
        DeRp = "DE-RP",
        DeSl = "DE-SL",
        DeSn = "DE-SN",
        /// The Catholic communities of Saxony, with Corpus Christi.
        DeSnK = "DE-SN-K",
        DeSt = "DE-ST",
        DeSh = "DE-SH",
        DeTh = "DE-TH",
        /// The Catholic communities of Thuringia, with Corpus Christi.
        DeThK = "DE-TH-K",
        /// Austria: all states have the same.
        At = "AT",
        /// Switzerland: what holds in all cantons.
        Ch = "CH",
        ChAg = "CH-AG",
        ChAi = "CH-AI",
        ChAr = "CH-AR",
        ChBe = "CH-BE",
        ChBl = "CH-BL",
        ChBs = "CH-BS",
        ChFr = "CH-FR",
        ChGe = "CH-GE",
        ChGl = "CH-GL",
        ChGr = "CH-GR",
        ChJu = "CH-JU",
        ChLu = "CH-LU",
        ChNe = "CH-NE",
        ChNw = "CH-NW",
        ChOw = "CH-OW",
        ChSg = "CH-SG",
        ChSh = "CH-SH",
        ChSo = "CH-SO",
        ChSz = "CH-SZ",
        ChTg = "CH-TG",
        ChTi = "CH-TI",
        ChUr = "CH-UR",
        ChVd = "CH-VD",
        ChVs = "CH-VS",
        ChZg = "CH-ZG",
        ChZh = "CH-ZH",
    }
}

words! {
    /// A country whose regions are known.
    Country {
        De = "DE",
        At = "AT",
        Ch = "CH",
    }
}

impl Region {
    /// Its country.
    #[must_use]
    pub fn country(self) -> Country {
        match self.word().get(..2) {
            Some("AT") => Country::At,
            Some("CH") => Country::Ch,
            _ => Country::De,
        }
    }
}
