pragma ComponentBehavior: Bound
import QtQuick
import Endcap.Theme
import Endcap.Models

// Home, back, the two ways to look for something, language and reading size: on every screen, below a
// portrait page and beside a landscape one, where a hand from a wheelchair reaches.
Rectangle {
    id: bar

    required property KioskModel kiosk

    readonly property real itemWidth: Theme.portrait ? width / 6 : width
    readonly property real itemHeight: Theme.portrait ? height : height / 6
    readonly property bool shopping: bar.kiosk.page <= KioskModel.StaffPin // nobody is signed in

    color: Theme.surface

    Rectangle {
        x: Theme.portrait ? 0 : parent.width - width
        width: Theme.portrait ? parent.width : Theme.hair
        height: Theme.portrait ? Theme.hair : parent.height
        color: Theme.line
    }
    Flow {
        anchors.fill: parent

        NavItem {
            objectName: "navHome"
            width: bar.itemWidth
            height: bar.itemHeight
            glyph: Icons.home
            text: qsTr("Home")
            current: bar.kiosk.page === KioskModel.Attract
            onClicked: bar.kiosk.goHome()
        }
        NavItem {
            objectName: "navBack"
            width: bar.itemWidth
            height: bar.itemHeight
            glyph: Icons.back
            text: qsTr("Back")
            enabled: bar.kiosk.canGoBack
            onClicked: bar.kiosk.goBack()
        }
        NavItem {
            objectName: "navBrowse"
            width: bar.itemWidth
            height: bar.itemHeight
            glyph: Icons.browse
            text: qsTr("Browse")
            enabled: bar.shopping
            current: bar.kiosk.page === KioskModel.Browse
            onClicked: bar.kiosk.openBrowse()
        }
        NavItem {
            objectName: "navSearch"
            width: bar.itemWidth
            height: bar.itemHeight
            glyph: Icons.search
            text: qsTr("Search")
            enabled: bar.shopping
            current: bar.kiosk.page === KioskModel.Search
            onClicked: bar.kiosk.openSearch()
        }
        NavItem {
            objectName: "navLanguage"
            width: bar.itemWidth
            height: bar.itemHeight
            glyph: Icons.language
            text: bar.kiosk.language === "zh" ? "English" : "中文" // each in its own language
            onClicked: bar.kiosk.switchLanguage()
        }
        NavItem {
            objectName: "navAccessible"
            width: bar.itemWidth
            height: bar.itemHeight
            glyph: Icons.accessible
            text: qsTr("Large")
            current: bar.kiosk.accessible
            onClicked: bar.kiosk.toggleAccessible()
        }
    }
}
