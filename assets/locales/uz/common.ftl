# Hamma joyda kerak boʻladigan soʻzlar.
common-yes = Ha
common-no = Yoʻq
common-back = ‹ Orqaga
common-menu = ☰ Menyu
common-refresh = ↻ Yangilash
common-not-allowed = Bu boʻlim siz uchun ochiq emas.
common-gone = Bu endi yoʻq.
common-trouble = Hozir nimadir javob bermayapti. Biz oʻzimiz qayta urinyapmiz: hech narsani takrorlash shart emas.
common-fault = Bizda nimadir buzildi. Buni yozib qoʻydik. Kodi: { $id }. Birozdan keyin qayta urinib koʻring.
common-share-location = 📍 Joylashuvni yuborish

common-month =
    { $month ->
        [1] Yanvar
        [2] Fevral
        [3] Mart
        [4] Aprel
        [5] May
        [6] Iyun
        [7] Iyul
        [8] Avgust
        [9] Sentabr
        [10] Oktabr
        [11] Noyabr
       *[12] Dekabr
    } { $year }
common-weekday =
    { $day ->
        [1] Du
        [2] Se
        [3] Ch
        [4] Pa
        [5] Ju
        [6] Sh
       *[7] Ya
    }

role-client = mijoz
role-executor = ijrochi
role-manager = menejer
role-operator = operator
role-partner = hamkor
role-admin = administrator
role-owner = ega

command-menu = Bosh menyu
command-profile = Mening profilim
command-circle = Mening davram
command-faq = Savol-javoblar
command-language = Til
command-privacy = Mening maʼlumotlarim
command-tokens = Oʻz dasturlaringiz uchun kalitlar
command-cancel = Kiritishni bekor qilish
command-orders = Buyurtmalarim
command-tours = Turlar
command-staff = Xodim paneli

common-money-rub = { $amount } ₽
common-money-uzs = { $amount } soʻm
