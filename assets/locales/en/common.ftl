# Words needed everywhere.
common-yes = Yes
common-no = No
common-back = ‹ Back
common-menu = ☰ Menu
common-refresh = ↻ Refresh
common-not-allowed = This section isn't open to you.
common-gone = This is no longer here.
common-trouble = Something isn't answering right now. We're already trying again, so there's nothing you need to repeat.
common-fault = Something broke on our side. We have noted it. Code: { $id }. Please try again a little later.
common-share-location = 📍 Send my location

common-month =
    { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    } { $year }
common-weekday =
    { $day ->
        [1] Mo
        [2] Tu
        [3] We
        [4] Th
        [5] Fr
        [6] Sa
       *[7] Su
    }

role-client = client
role-executor = executor
role-manager = manager
role-operator = operator
role-partner = partner
role-admin = administrator
role-owner = owner

command-menu = Main menu
command-profile = My profile
command-circle = My circle
command-faq = Questions and answers
command-language = Language
command-privacy = My data
command-tokens = Keys for your own programs
command-cancel = Cancel what you've begun
command-orders = My orders
command-tours = Tours
command-staff = Staff panel

common-money-rub = { $amount } ₽
common-money-uzs = { $amount } soʻm
