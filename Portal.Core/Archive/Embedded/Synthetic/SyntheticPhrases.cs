namespace Portal.Core.Archive.Embedded.Synthetic;

/// <summary>A language's ready sentences and what goes into their places: <c>{p}</c> a place, <c>{t}</c> a thing, <c>{d}</c> a time, <c>{n}</c> a number.</summary>
internal sealed record SyntheticLanguage(string Code, string[] Sentences, string[] Places, string[] Things, string[] Times);

/// <summary>Everyday chat, written for this archive: no person, place of business or text of anyone else.</summary>
internal static class SyntheticPhrases
{
    public static readonly SyntheticLanguage English = new("en",
        ["Are you free {d}?", "I left the {t} at {p}, can you pick it up?", "Running {n} minutes late, sorry", "See you at {p} {d}", "Did you find the {t}?",
         "ok, thanks", "The {t} costs {n} more than last time", "Let's meet near {p} instead", "I'll call you {d}", "Nobody was at {p} when I got there",
         "Can you send me the photo of the {t}?", "That works for me, {d} then", "We need {n} more chairs", "no idea, ask at {p}", "Happy birthday, see you {d}"],
        ["the station", "the market", "the library", "the old bridge", "the bakery"], ["umbrella", "laptop charger", "blue folder", "spare key", "camera"],
        ["tomorrow", "on Friday", "after lunch", "around six", "next week"]);

    public static readonly SyntheticLanguage Spanish = new("es",
        ["¿Tienes tiempo {d}?", "Dejé {t} en {p}", "Llego {n} minutos tarde", "Nos vemos en {p} {d}", "¿Encontraste {t}?", "vale, gracias", "No había nadie en {p}",
         "Te llamo {d}", "¿Me mandas una foto de {t}?", "Hacen falta {n} sillas más", "Mejor quedamos cerca de {p}", "¡Qué buena noticia!"],
        ["la estación", "el mercado", "la biblioteca", "el puente viejo"], ["el paraguas", "la carpeta azul", "la llave", "la cámara"], ["mañana", "el viernes", "después de comer", "a las seis"]);

    public static readonly SyntheticLanguage French = new("fr",
        ["Tu es libre {d} ?", "J'ai laissé {t} à {p}", "J'ai {n} minutes de retard", "On se voit {d} près de {p}", "Tu as retrouvé {t} ?", "d'accord, merci", "Il n'y avait personne à {p}",
         "Je t'appelle {d}", "Tu peux m'envoyer une photo ? Pour {t}", "Il manque encore {n} chaises", "Ça me va très bien"],
        ["la gare", "la bibliothèque", "la boulangerie", "la fontaine"], ["le parapluie", "le dossier bleu", "la clé", "l'appareil photo"], ["demain", "vendredi", "après le déjeuner", "vers six heures"]);

    public static readonly SyntheticLanguage Turkish = new("tr",
        ["{d} müsait misin?", "{t} {p} kaldı", "{n} dakika gecikeceğim", "{d} {p} buluşalım", "tamam, teşekkürler", "{p} kimse yoktu", "Seni {d} ararım", "{n} sandalye daha lazım", "Işıkları kapattın mı?", "Görüşürüz, iyi geceler"],
        ["istasyonda", "çarşıda", "kütüphanede", "köprünün yanında"], ["Şemsiye", "Mavi dosya", "Yedek anahtar", "Fotoğraf makinesi"], ["yarın", "cuma günü", "öğleden sonra", "altı gibi"]);

    public static readonly SyntheticLanguage Russian = new("ru",
        ["Ты свободен {d}?", "Я оставил {t} {p}", "Опоздаю на {n} минут", "Встретимся {p} {d}", "Нашёл {t}?", "хорошо, спасибо", "{p} никого не было", "Позвоню {d}", "Пришли фото, пожалуйста", "Нужно ещё {n} стульев", "Ёлку уже убрали?", "Договорились, {d}"],
        ["на вокзале", "на рынке", "в библиотеке", "у старого моста"], ["зонт", "синюю папку", "запасной ключ", "зарядку"], ["завтра", "в пятницу", "после обеда", "около шести"]);

    public static readonly SyntheticLanguage Ukrainian = new("uk",
        ["Ти вільний {d}?", "Я залишив {t} {p}", "Запізнюся на {n} хвилин", "Зустріньмося {p} {d}", "Чи знайшов ти {t}?", "гаразд, дякую", "{p} нікого не було", "Зателефоную {d}", "Потрібно ще {n} стільців", "Ґанок уже пофарбували?"],
        ["на вокзалі", "на ринку", "у бібліотеці", "біля мосту"], ["парасольку", "синю теку", "запасний ключ", "зарядку"], ["завтра", "у п'ятницю", "після обіду", "близько шостої"]);

    public static readonly SyntheticLanguage Greek = new("el",
        ["Είσαι ελεύθερος {d};", "Άφησα {t} {p}", "Θα αργήσω {n} λεπτά", "Τα λέμε {p} {d}", "Βρήκες {t};", "εντάξει, ευχαριστώ", "Δεν ήταν κανείς {p}", "Θα σε πάρω {d}", "Χρειαζόμαστε άλλες {n} καρέκλες", "Στείλε μου μια φωτογραφία"],
        ["στον σταθμό", "στην αγορά", "στη βιβλιοθήκη", "κοντά στη γέφυρα"], ["την ομπρέλα", "τον μπλε φάκελο", "το κλειδί", "τον φορτιστή"], ["αύριο", "την Παρασκευή", "μετά το φαγητό", "γύρω στις έξι"]);

    public static readonly SyntheticLanguage Arabic = new("ar",
        ["هل أنت متفرغ {d}؟", "تركت {t} {p}", "سأتأخر {n} دقيقة", "نلتقي {p} {d}", "هل وجدت {t}؟", "حسنا، شكرا", "لم يكن أحد {p}", "سأتصل بك {d}", "نحتاج إلى {n} كراسي أخرى", "أرسل لي الصورة من فضلك", "رقم الغرفة {n} في الطابق الثاني"],
        ["في المحطة", "في السوق", "في المكتبة", "عند الجسر القديم"], ["المظلة", "الملف الأزرق", "المفتاح", "الشاحن"], ["غدا", "يوم الجمعة", "بعد الغداء", "حوالي السادسة"]);

    public static readonly SyntheticLanguage Hebrew = new("he",
        ["אתה פנוי {d}?", "השארתי את {t} {p}", "אאחר ב-{n} דקות", "ניפגש {p} {d}", "מצאת את {t}?", "בסדר, תודה", "לא היה אף אחד {p}", "אתקשר {d}", "צריך עוד {n} כיסאות", "שלח לי תמונה בבקשה"],
        ["בתחנה", "בשוק", "בספרייה", "ליד הגשר"], ["המטרייה", "התיקייה הכחולה", "המפתח", "המטען"], ["מחר", "ביום שישי", "אחרי הצהריים", "בסביבות שש"]);

    public static readonly SyntheticLanguage Hindi = new("hi",
        ["क्या तुम {d} खाली हो?", "मैंने {t} {p} छोड़ दिया", "मुझे {n} मिनट देर होगी", "{d} {p} मिलते हैं", "क्या {t} मिला?", "ठीक है, धन्यवाद", "{p} कोई नहीं था", "मैं {d} फोन करूँगा", "हमें {n} और कुर्सियाँ चाहिए", "कृपया तस्वीर भेज दो"],
        ["स्टेशन पर", "बाज़ार में", "पुस्तकालय में", "पुराने पुल के पास"], ["छाता", "नीला फ़ोल्डर", "चार्जर", "कैमरा"], ["कल", "शुक्रवार को", "दोपहर के बाद", "छह बजे के आसपास"]);

    public static readonly SyntheticLanguage Thai = new("th",
        ["{d}ว่างไหม", "ฉันลืม{t}ไว้{p}", "จะไปช้า {n} นาทีนะ", "เจอกัน{p}{d}", "เจอ{t}หรือยัง", "โอเค ขอบคุณนะ", "ไม่มีใครอยู่{p}เลย", "เดี๋ยวโทรหา{d}", "ต้องการเก้าอี้อีก {n} ตัว", "ส่งรูปมาให้หน่อย"],
        ["ที่สถานี", "ที่ตลาด", "ที่ห้องสมุด", "ใกล้สะพานเก่า"], ["ร่ม", "แฟ้มสีฟ้า", "กุญแจสำรอง", "กล้อง"], ["พรุ่งนี้", "วันศุกร์", "หลังอาหารเที่ยง", "ตอนหกโมง"]);

    public static readonly SyntheticLanguage Chinese = new("zh",
        ["你{d}有空吗?", "我把{t}忘在{p}了", "我会晚到{n}分钟,不好意思", "{d}在{p}见", "找到{t}了吗?", "好的,谢谢", "{p}一个人也没有", "我{d}给你打电话", "还需要{n}把椅子", "把照片发给我看看"],
        ["车站", "市场", "图书馆", "老桥旁边"], ["雨伞", "蓝色文件夹", "备用钥匙", "充电器"], ["明天", "星期五", "午饭后", "六点左右"]);

    public static readonly SyntheticLanguage Japanese = new("ja",
        ["{d}は空いてる?", "{p}に{t}を忘れました", "{n}分遅れます、すみません", "{d}、{p}で会いましょう", "{t}は見つかった?", "了解、ありがとう", "{p}には誰もいなかった", "{d}電話するね", "椅子があと{n}脚必要です", "写真を送ってください"],
        ["駅", "マーケット", "図書館", "古い橋のそば"], ["傘", "青いファイル", "カメラ", "充電器"], ["明日", "金曜日", "お昼のあと", "六時ごろ"]);

    public static readonly SyntheticLanguage Korean = new("ko",
        ["{d} 시간 있어?", "{p}에 {t} 두고 왔어", "{n}분 늦을 것 같아, 미안", "{d} {p}에서 만나자", "{t} 찾았어?", "알겠어, 고마워", "{p}에 아무도 없었어", "{d} 전화할게", "의자가 {n}개 더 필요해", "사진 좀 보내 줘"],
        ["역", "시장", "도서관", "오래된 다리"], ["우산", "파란 서류철", "열쇠", "충전기"], ["내일", "금요일", "점심 먹고", "여섯 시쯤"]);

    public static readonly SyntheticLanguage[] All =
        [English, Spanish, French, Turkish, Russian, Ukrainian, Greek, Arabic, Hebrew, Hindi, Thai, Chinese, Japanese, Korean];

    /// <summary>Single signs, skin tones, flags, keycaps, and sequences joined to one sign: families, trades, a flag.</summary>
    public static readonly string[] Emoji =
        ["🙂", "👍", "👍🏽", "❤️", "🎉", "😅", "🙏🏿", "👨‍👩‍👧‍👦", "👩‍👩‍👦", "🧑🏾‍🚒", "👩‍💻", "🏳️‍🌈", "🇬🇷", "1️⃣", "🤷🏻‍♀️"];

    public static string Sentence(SyntheticLanguage language, SeededRandom random)
    {
        var text = random.Pick(language.Sentences)
            .Replace("{p}", random.Pick(language.Places), StringComparison.Ordinal)
            .Replace("{t}", random.Pick(language.Things), StringComparison.Ordinal)
            .Replace("{d}", random.Pick(language.Times), StringComparison.Ordinal)
            .Replace("{n}", (random.Below(28) + 2).ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return random.OneIn(9) ? $"{text} {random.Pick(Emoji)}" : text;
    }

    /// <summary>One sentence, sometimes two or three, now and then of two languages or of signs alone.</summary>
    public static string Message(SyntheticLanguage language, SeededRandom random) => random.Below(20) switch
    {
        0 => string.Concat(Enumerable.Range(0, 1 + random.Below(4)).Select(_ => random.Pick(Emoji))),
        1 => $"{Sentence(language, random)} ({Sentence(English, random)})",
        < 5 => $"{Sentence(language, random)} {Sentence(language, random)}",
        5 => $"{Sentence(language, random)}\n{Sentence(language, random)}\n{Sentence(language, random)}",
        _ => Sentence(language, random),
    };
}
