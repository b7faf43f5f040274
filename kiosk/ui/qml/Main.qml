pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Window
import Endcap.Theme
import Endcap.Controls
import Endcap.Pages
import Endcap.Models

// The window: every page stays made; which one is seen is a property.
Window {
    id: window

    required property KioskModel kiosk
    required property real diagonalMm
    property bool still: false // no motion, for pictures
    property bool warm: false // the first page is on the screen, so the others may be made

    title: "Endcap"
    color: Theme.paper
    visible: false

    readonly property bool portrait: height >= width
    readonly property real pxPerMm: Math.sqrt(width * width + height * height) / diagonalMm

    Binding { target: Theme; property: "portrait"; value: window.portrait }
    Binding { target: Theme; property: "pxPerMm"; value: window.pxPerMm }
    Binding { target: Theme; property: "shortSide"; value: Math.min(window.width, window.height) }
    Binding { target: Theme; property: "still"; value: window.still }
    Binding { target: Theme; property: "accessible"; value: window.kiosk.accessible }

    component Place: Loader {
        required property int page

        readonly property bool current: window.kiosk.page === page

        anchors.fill: parent
        active: current || window.warm || item !== null
        asynchronous: !current
        visible: current
        enabled: current // a hidden page must not keep the keyboard's focus
        transform: Translate { id: rise }
        onCurrentChanged: if (current && Theme.moving && window.warm)
            rising.restart()

        NumberAnimation {
            id: rising
            target: rise
            property: "y"
            from: Theme.space3
            to: 0
            duration: Theme.calm
            easing.type: Easing.OutCubic
        }
    }

    NoticeBar {
        id: notices
        x: stage.x
        width: stage.width
        kiosk: window.kiosk
    }
    MemberBar {
        id: memberBar
        x: stage.x
        y: notices.height
        width: stage.width
        kiosk: window.kiosk
    }
    Item {
        id: stage
        x: Theme.portrait ? 0 : Theme.navRail
        y: notices.height + memberBar.height
        width: window.width - x
        height: window.height - y - (Theme.portrait ? Theme.navBar : 0)

        Place {
            page: KioskModel.Attract
            sourceComponent: AttractPage { kiosk: window.kiosk }
        }
        Place {
            page: KioskModel.Product
            sourceComponent: ProductPage { kiosk: window.kiosk }
        }
        Place {
            page: KioskModel.Compare
            sourceComponent: ComparePage { kiosk: window.kiosk }
        }
        Place {
            page: KioskModel.NotSold
            sourceComponent: NotSoldPage { kiosk: window.kiosk }
        }
        Place {
            page: KioskModel.Browse
            sourceComponent: BrowsePage { kiosk: window.kiosk }
        }
        Place {
            page: KioskModel.Search
            sourceComponent: SearchPage { kiosk: window.kiosk }
        }
        Place {
            page: KioskModel.Consent
            sourceComponent: ConsentPage { kiosk: window.kiosk }
        }
        Place {
            page: KioskModel.Interests
            sourceComponent: InterestsPage { kiosk: window.kiosk }
        }
        Place {
            page: KioskModel.Forgotten
            sourceComponent: ForgottenPage { kiosk: window.kiosk }
        }
        Place {
            page: KioskModel.StaffPin
            sourceComponent: StaffPinPage { kiosk: window.kiosk }
        }
        Place {
            page: KioskModel.StaffRestock
            sourceComponent: StaffRestockPage { kiosk: window.kiosk }
        }
        Place {
            page: KioskModel.StaffTask
            sourceComponent: StaffTaskPage { kiosk: window.kiosk }
        }
        Place {
            page: KioskModel.StaffHealth
            sourceComponent: StaffHealthPage { kiosk: window.kiosk }
        }
        Place {
            page: KioskModel.StaffVersions
            sourceComponent: StaffVersionsPage { kiosk: window.kiosk }
        }
        Place {
            page: KioskModel.StaffAudit
            sourceComponent: StaffAuditPage { kiosk: window.kiosk }
        }
        Place {
            page: KioskModel.StaffDevices
            sourceComponent: StaffDevicesPage { kiosk: window.kiosk }
        }
    }
    NavBar {
        y: Theme.portrait ? window.height - height : 0
        width: Theme.portrait ? window.width : Theme.navRail
        height: Theme.portrait ? Theme.navBar : window.height
        kiosk: window.kiosk
    }
    IdleSheet {
        anchors.fill: parent
        kiosk: window.kiosk
    }
}
