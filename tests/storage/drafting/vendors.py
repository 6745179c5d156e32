"""Small exports with the headers that CRMs give them, each of the same six deals: three won, two lost, one open."""

HUBSPOT = {
    "hubspot-crm-exports-all-deals.csv": (
        '"Record ID","Deal Name","Deal Stage","Create Date","Close Date","Amount","Deal owner","Currency","Closed Lost Reason","Associated Company IDs"\n'
        '"1","Alfa","Closed won","2025-11-02 09:30","2026-01-15 17:00","1000","Ada King","EUR","","11"\n'
        '"2","Beta","Closed won","2025-11-20 10:00","2026-02-10 08:00","2000","Ada King","EUR","","12"\n'
        '"3","Gamma","Closed lost","2025-12-01 11:00","2026-02-20 12:00","500","Max Roy","EUR","Price","13"\n'
        '"4","Delta","Closed won","2025-12-10 12:00","2026-03-05 12:00","3000","Max Roy","EUR","","11"\n'
        '"5","Epsilon","Closed lost","2026-01-10 13:00","2026-03-20 13:00","","Eva Lind","EUR","Timing","12"\n'
        '"6","Zeta","Contract sent","2026-02-01 14:00","2026-07-31 14:00","800","Eva Lind","EUR","","13"\n'
    ),
    "hubspot-crm-exports-all-contacts.csv": (
        '"Record ID","First Name","Last Name","Contact owner","Lead Status","Create Date","Original Traffic Source",'
        '"Became a Sales Qualified Lead Date","Became an Opportunity Date"\n'
        '"501","A","A","Ada King","Open","2026-01-05 09:00","Organic Search","2026-01-12 09:00",""\n'
        '"502","B","B","Max Roy","Open","2026-02-05 09:00","Paid Search","",""\n'
        '"503","C","C","Eva Lind","Open","2026-03-05 09:00","Organic Search","2026-03-06 09:00",""\n'
    ),
    "hubspot-crm-exports-all-companies.csv": (
        '"Record ID","Company name","Industry","Country/Region"\n'
        '"11","Alfa SA","Retail","France"\n"12","Beta SA","Health","France"\n"13","Gamma Ltd","Retail","Ireland"\n'
    ),
    "users.csv": '"User ID","Full name","Email","Team"\n'
    '"1","Ada King","ada@example.com","North"\n"2","Max Roy","max@example.com","South"\n"3","Eva Lind","eva@example.com","South"\n',
}

SALESFORCE = {
    "Opportunity.csv": (
        "Id,AccountId,Name,StageName,Amount,CloseDate,CreatedDate,LeadSource,OwnerId,CurrencyIsoCode\n"
        "006A,001A,Alfa,Closed Won,1000,2026-01-15,2025-11-02T09:30:00.000+0000,Web,005A,EUR\n"
        "006B,001B,Beta,Closed Won,2000,2026-02-10,2025-11-20T10:00:00.000+0000,Phone,005A,EUR\n"
        "006C,001C,Gamma,Closed Lost,500,2026-02-20,2025-12-01T11:00:00.000+0000,Web,005B,EUR\n"
        "006D,001A,Delta,Closed Won,3000,2026-03-05,2025-12-10T12:00:00.000+0000,Web,005B,EUR\n"
        "006E,001B,Epsilon,Closed Lost,,2026-03-20,2026-01-10T13:00:00.000+0000,Phone,005C,EUR\n"
        "006F,001C,Zeta,Proposal/Price Quote,800,2026-07-31,2026-02-01T14:00:00.000+0000,Web,005C,EUR\n"
    ),
    "Account.csv": "Id,Name,Industry,BillingCountry\n001A,Alfa SA,Retail,France\n001B,Beta SA,Health,France\n001C,Gamma Ltd,Retail,Ireland\n",
    "User.csv": "Id,Name,Email,Department\n005A,Ada King,ada@example.com,North\n005B,Max Roy,max@example.com,South\n005C,Eva Lind,eva@example.com,South\n",
    "OpportunityHistory.csv": "Id,OpportunityId,StageName,CreatedDate\n1,006A,Prospecting,2025-11-02T09:30:00.000+0000\n2,006A,Closed Won,2026-01-15T09:30:00.000+0000\n",
}

PIPEDRIVE = {
    "deals-6.csv": (
        "Deal - ID,Deal - Title,Deal - Value,Deal - Currency of Value,Deal - Owner,Deal - Stage,Deal - Status,Deal - Deal created,"
        "Deal - Won time,Deal - Lost time,Deal - Deal closed on,Deal - Lost reason,Deal - Organization\n"
        "1,Alfa,1000,EUR,Ada King,Negotiations,Won,2025-11-02 09:30:00,2026-01-15 17:00:00,,2026-01-15 17:00:00,,Alfa SA\n"
        "2,Beta,2000,EUR,Ada King,Negotiations,Won,2025-11-20 10:00:00,2026-02-10 08:00:00,,2026-02-10 08:00:00,,Beta SA\n"
        "3,Gamma,500,EUR,Max Roy,Qualified,Lost,2025-12-01 11:00:00,,2026-02-20 12:00:00,2026-02-20 12:00:00,Price,Gamma Ltd\n"
        "4,Delta,3000,EUR,Max Roy,Negotiations,Won,2025-12-10 12:00:00,2026-03-05 12:00:00,,2026-03-05 12:00:00,,Alfa SA\n"
        "5,Epsilon,,EUR,Eva Lind,Qualified,Lost,2026-01-10 13:00:00,,2026-03-20 13:00:00,2026-03-20 13:00:00,Timing,Beta SA\n"
        "6,Zeta,800,EUR,Eva Lind,Proposal Made,Open,2026-02-01 14:00:00,,,,,Gamma Ltd\n"
    ),
}

FRENCH = {
    "affaires.csv": (
        "N° d'affaire;Client;Étape;Date de création;Date de clôture;Montant HT;Commercial;Motif de perte\r\n"
        "1;Alfa SA;Gagnée;02/11/2025;15/01/2026;1 000,00;Ada King;\r\n"
        "2;Forêt SARL;Gagnée;20/11/2025;10/02/2026;2 000,00;Ada King;\r\n"
        "3;Gamma;Perdue;01/12/2025;20/02/2026;500,50;Max Roy;Prix\r\n"
        "4;Alfa SA;gagnée;10/12/2025;05/03/2026;3 000,00;Max Roy;\r\n"
        "5;Forêt SARL;Perdue;10/01/2026;20/03/2026;;Eva Lind;n/a\r\n"
        "6;Gamma;À signer;01/02/2026;31/07/2026;800,00;Eva Lind;\r\n"
    ).encode("cp1252"),
    "commerciaux.csv": "Nom;Équipe;E-mail\r\nAda King;Nord;ada@example.com\r\nMax Roy;Sud;max@example.com\r\nEva Lind;Sud;eva@example.com\r\n".encode(
        "cp1252"
    ),
}
